/** What went over the wire: each signed request to the skill and its answer, newest first. */
import { useEffect, useState } from 'preact/hooks';
import type { Exchange, Person } from '../contract.ts';
import { exchangeAsCurl, exchangeAsJson, toJson } from './copies.ts';
import { EnvelopeDialog, type EnvelopeDraft } from './envelope-dialog.tsx';
import {
  answerHighlights,
  type Highlight,
  isWell,
  outcomeOf,
  requestHighlights,
  titleOf,
} from './highlights.ts';
import { JsonView } from './json-view.tsx';
import { fetchExchange } from './requests.ts';
import { Scrollable } from './scrollable.tsx';
import { timeOfDay } from './times.ts';

type Props = {
  readonly exchanges: readonly Exchange[];
  readonly people: readonly Person[];
  readonly locale: string;
  readonly speaker: string;
};

export const WirePanel = ({ exchanges, people, locale, speaker }: Props) => {
  const [showsTokens, setShowsTokens] = useState(false);
  /** What a person opened or closed; the newest is open where they did neither and there is room beside the rest. */
  const [opened, setOpened] = useState<Readonly<Record<number, boolean>>>({});
  const [draft, setDraft] = useState<EnvelopeDraft | null>(null);
  const [isWide] = useState(() => window.matchMedia('(min-width: 62rem)').matches);
  const newest = isWide ? exchanges.at(-1)?.number : undefined;
  return (
    <>
      <div class="panel-head">
        <div class="wires" aria-hidden="true" />
        <div class="grow">
          <h2 id="wire-title">Over the wire</h2>
          <p class="soft">Every signed request to the skill and its answer.</p>
        </div>
      </div>
      <div class="row wire-tools">
        <button
          type="button"
          class="small quiet"
          onClick={() =>
            setDraft({ title: 'Send an envelope', envelope: emptyEnvelope(locale), user: speaker })
          }
        >
          Send an envelope
        </button>
        <label class="choice">
          <input
            type="checkbox"
            checked={showsTokens}
            onChange={({ currentTarget }) => setShowsTokens(currentTarget.checked)}
          />
          Show tokens
        </label>
      </div>
      <Scrollable class="exchanges" label="Requests and answers">
        {exchanges.length === 0 ? (
          <p class="empty">Nothing yet. Say something to the Echo, here or by “npm run say”.</p>
        ) : (
          <ol>
            {[...exchanges].reverse().map((exchange) => (
              <ExchangeView
                key={exchange.number}
                exchange={exchange}
                isOpen={opened[exchange.number] ?? exchange.number === newest}
                showsTokens={showsTokens}
                onToggle={(isOpen) => setOpened({ ...opened, [exchange.number]: isOpen })}
                onEdit={() =>
                  setDraft({
                    title: `Edit and send again: ${titleOf(exchange)}`,
                    envelope: toJson(exchange.request),
                    user: exchange.user,
                  })
                }
              />
            ))}
          </ol>
        )}
      </Scrollable>
      {draft !== null && <EnvelopeDialog draft={draft} people={people} onClose={() => setDraft(null)} />}
    </>
  );
};

const emptyEnvelope = (locale: string): string =>
  toJson({
    version: '1.0',
    session: { new: true, sessionId: 'by-hand', attributes: {} },
    request: { type: 'LaunchRequest', locale },
  });

type ExchangeProps = {
  readonly exchange: Exchange;
  readonly isOpen: boolean;
  readonly showsTokens: boolean;
  readonly onToggle: (isOpen: boolean) => void;
  readonly onEdit: () => void;
};

const ExchangeView = (props: ExchangeProps) => {
  const { exchange, isOpen, showsTokens, onToggle, onEdit } = props;
  const body = `exchange-${exchange.number}`;
  return (
    <li class="exchange">
      <h3>
        <button type="button" aria-expanded={isOpen} aria-controls={body} onClick={() => onToggle(!isOpen)}>
          <span class="chevron" aria-hidden="true" />
          <span class="grow">{titleOf(exchange)}</span>
          <span class={isWell(exchange) ? 'status well' : 'status ill'}>{outcomeOf(exchange)}</span>
          <span class="soft when">
            {exchange.milliseconds} ms · {timeOfDay(exchange.at)}
          </span>
        </button>
      </h3>
      <div id={body} hidden={!isOpen}>
        {isOpen && <Envelopes exchange={exchange} showsTokens={showsTokens} onEdit={onEdit} />}
      </div>
    </li>
  );
};

type EnvelopesProps = Pick<ExchangeProps, 'exchange' | 'showsTokens' | 'onEdit'>;

const Envelopes = ({ exchange, showsTokens, onEdit }: EnvelopesProps) => {
  const [unmasked, setUnmasked] = useState<Exchange | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { number } = exchange;
  useEffect(() => {
    setUnmasked(null);
    if (!showsTokens) return;
    void fetchExchange(number).then((asked) => {
      if (asked.ok) setUnmasked(asked.body);
      else setProblem(asked.problem);
    });
  }, [showsTokens, number]);
  const shown = unmasked ?? exchange;
  const { answer } = shown;
  return (
    <div class="envelopes">
      {problem !== null && <p class="alarm">{problem}</p>}
      <h4>Request</h4>
      <Highlights rows={requestHighlights(shown)} />
      <div class="json">
        <JsonView
          key={unmasked === null ? 'masked' : 'unmasked'}
          name={null}
          value={importantFirst(shown.request)}
          isOpen={opensInRequest}
        />
      </div>
      <h4>Response</h4>
      <Highlights rows={answerHighlights(shown)} />
      {answer.type === 'answered' && (
        <div class="json">
          <JsonView name={null} value={answer.body} isOpen={opensInAnswer} />
        </div>
      )}
      <div class="row">
        <CopyButton label="Copy as JSON" text={exchangeAsJson(shown)} />
        <CopyButton label="Copy as curl" text={exchangeAsCurl(shown, location.origin)} />
        <button type="button" class="small quiet" onClick={onEdit}>
          Edit and send again
        </button>
      </div>
    </div>
  );
};

const Highlights = ({ rows }: { readonly rows: readonly Highlight[] }) => (
  <dl class="highlights">
    {rows.map(({ label, value }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

/** `request` before `session` and `context`: that is where what was asked stands. */
const importantFirst = (envelope: unknown): unknown => {
  if (typeof envelope !== 'object' || envelope === null || Array.isArray(envelope)) return envelope;
  const { request, ...rest } = Object.fromEntries(Object.entries(envelope));
  return request === undefined ? rest : { request, ...rest };
};

const foldedInRequest: ReadonlySet<string> = new Set(['session', 'context', 'resolutions', 'slotValue']);

const opensInRequest = (path: readonly string[]): boolean => !path.some((name) => foldedInRequest.has(name));

const opensInAnswer = (path: readonly string[]): boolean => path[0] !== 'sessionAttributes';

const CopyButton = ({ label, text }: { readonly label: string; readonly text: string }) => {
  const [done, setDone] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setDone('Copied');
    } catch {
      setDone('The browser did not let it be copied');
    }
    setTimeout(() => setDone(null), 2_000);
  };
  return (
    <span class="copy">
      <button type="button" class="small quiet" onClick={() => void copy()}>
        {label}
      </button>
      <span role="status" class="copied">
        {done}
      </span>
    </span>
  );
};
