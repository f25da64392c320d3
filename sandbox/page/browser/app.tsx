/** The page: an Echo, a phone and the wire side by side, with a guide above and whatever is broken on purpose. */
import type { ComponentChildren } from 'preact';
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { LiveEvent } from '../contract.ts';
import { EchoPanel } from './echo-panel.tsx';
import { FaultBanner, FaultPanel } from './fault-panel.tsx';
import { freshCode, sayCode, stepOf } from './guide.ts';
import { Guide } from './guide-strip.tsx';
import { Icon } from './icons.tsx';
import { type Connection, connect } from './live.ts';
import { PhonePanel } from './phone-panel.tsx';
import { say } from './requests.ts';
import { canSpeak, speak, speakNext, stopSpeaking } from './speech.ts';
import { applyEvent, findPerson, nameOf, type World } from './state.ts';
import { WirePanel } from './wire-panel.tsx';

export const App = () => {
  const [world, tell] = useReducer(applyEvent, null);
  const [connection, setConnection] = useState<Connection>('connecting');
  const heard = useRef<(event: LiveEvent) => void>(() => undefined);
  useEffect(
    () =>
      connect({
        onConnection: setConnection,
        onEvent: (event) => {
          tell(event);
          heard.current(event);
        },
      }),
    [],
  );
  if (world === null) return <Waiting connection={connection} />;
  return <Sandbox world={world} connection={connection} onHeard={(listener) => (heard.current = listener)} />;
};

const Waiting = ({ connection }: { readonly connection: Connection }) => (
  <main class="plain">
    <h1>Sayso sandbox</h1>
    <p role="status">
      {connection === 'lost'
        ? 'The sandbox does not answer. Is “npm start” still running? Trying again …'
        : 'Connecting …'}
    </p>
  </main>
);

type Props = {
  readonly world: World;
  readonly connection: Connection;
  readonly onHeard: (listener: (event: LiveEvent) => void) => void;
};

const Sandbox = ({ world, connection, onHeard }: Props) => {
  const now = useNow();
  const [speaker, setSpeaker] = useState(() => firstSpeaker(world));
  const [locale, setLocale] = useState(() => firstLocale(world));
  const [muted, setMuted] = useState(() => localStorage.getItem('muted') === 'yes');
  const [pending, setPending] = useState<{ readonly user: string; readonly text: string } | null>(null);
  const [meanwhile, setMeanwhile] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [showsFaults, setShowsFaults] = useState(false);
  const [announced, setAnnounced] = useState({ echo: '', phone: '' });
  const newest = world.messages.at(-1)?.number ?? 0;
  const [seen, setSeen] = useState(newest);
  const isPhoneInView = useInView('phone');
  useEffect(() => {
    if (isPhoneInView) setSeen(newest);
  }, [isPhoneInView, newest]);

  onHeard((event) => {
    if (event.type === 'meanwhile' && event.user === speaker) {
      setAnnounced((before) => ({ ...before, echo: `Alexa: ${event.speech}` }));
      setMeanwhile(event.speech);
      if (!muted) speak(event.speech, locale);
    }
    if (event.type === 'turn' && event.turn.user === speaker && event.turn.speech !== null)
      setAnnounced((before) => ({ ...before, echo: `Alexa: ${event.turn.speech}` }));
    if (event.type === 'message') {
      const { message } = event;
      const what = message.kind === 'sms' ? 'Text message' : 'Email';
      const whose = message.user === null ? message.to : nameOf(message.user);
      setAnnounced((before) => ({ ...before, phone: `${what} for ${whose}: ${message.text}` }));
    }
  });

  const examples = world.locales.find((one) => one.locale === locale) ?? world.locales[0];
  const person = findPerson(world, speaker);
  if (examples === undefined || person === null) return <p class="plain">The sandbox has no Echo.</p>;

  const sayIt = async (text: string, user = speaker): Promise<void> => {
    if (pending !== null) return;
    setSpeaker(user);
    setPending({ user, text });
    setMeanwhile(null);
    setProblem(null);
    stopSpeaking();
    const asked = await say({ text, user, locale, session: findPerson(world, user)?.session ?? null });
    setPending(null);
    if (!asked.ok) setProblem(asked.problem);
    else if (!muted && asked.body.speech !== null) speakNext(asked.body.speech, locale);
  };
  const sayTheCode = (code: string, owner: string | null): void => {
    const user = owner ?? speaker;
    const inSession = findPerson(world, user)?.session != null;
    void sayIt(sayCode(examples, code, inSession), user);
  };
  const fresh = freshCode(world, speaker, now);
  const unseen = world.messages.filter(({ number }) => number > seen).length;

  return (
    <>
      <a class="skip" href="#echo">
        To the Echo
      </a>
      <header class="top">
        <h1 class="brand">
          <img src="/page/icon.svg" alt="" width="32" height="32" />
          <span>
            Sayso <span class="soft">sandbox</span>
          </span>
        </h1>
        <p class="claim">Anyone can talk to your Echo. Only you can say yes.</p>
        <div class="actions">
          <button
            type="button"
            class="quiet"
            aria-expanded={showsFaults}
            aria-controls="faults"
            onClick={() => setShowsFaults(!showsFaults)}
          >
            Break something
          </button>
          <a class="button" href={world.application} target="sayso-application" rel="noopener">
            Open the web application
            <Icon name="away" />
          </a>
        </div>
      </header>
      {connection === 'lost' && (
        <p class="banner alarm" role="alert">
          The connection to the sandbox is lost. Is “npm start” still running? Trying again …
        </p>
      )}
      <FaultBanner faults={world.faults} />
      {showsFaults && <FaultPanel faults={world.faults} onClose={() => setShowsFaults(false)} />}
      <Guide
        step={stepOf(world, speaker, now)}
        user={speaker}
        application={world.application}
        trust={world.trust}
        live={world.live}
      />
      <main class="columns">
        <Panel id="echo">
          <EchoPanel
            world={world}
            person={person}
            examples={examples}
            now={now}
            pending={pending}
            meanwhile={meanwhile}
            problem={problem}
            muted={muted}
            canSpeak={canSpeak()}
            onSpeaker={setSpeaker}
            onLocale={setLocale}
            onSay={(text) => void sayIt(text)}
            onMuted={(next) => {
              localStorage.setItem('muted', next ? 'yes' : 'no');
              if (next) stopSpeaking();
              setMuted(next);
            }}
            onProblem={setProblem}
          />
        </Panel>
        <Panel id="phone">
          <PhonePanel
            world={world}
            now={now}
            freshNumber={fresh?.message.number ?? null}
            onCode={sayTheCode}
          />
        </Panel>
        <Panel id="wire">
          <WirePanel exchanges={world.exchanges} people={world.people} locale={locale} speaker={speaker} />
        </Panel>
      </main>
      <nav class="parts" aria-label="Parts of this page">
        <a href="#echo">Echo</a>
        <a href="#phone">
          Phone
          {unseen > 0 && (
            <span class="badge">
              {unseen}
              <span class="unseen"> new</span>
            </span>
          )}
        </a>
        <a href="#wire">Wire</a>
      </nav>
      <div class="unseen">
        <p role="status">{announced.echo}</p>
        <p role="status">{announced.phone}</p>
      </div>
    </>
  );
};

const Panel = ({ id, children }: { readonly id: string; readonly children: ComponentChildren }) => (
  <section id={id} class={`panel ${id}`} aria-labelledby={`${id}-title`}>
    {children}
  </section>
);

/** Whoever has just been linked in this browser; else the first. */
const firstSpeaker = (world: World): string => {
  const linked = new URLSearchParams(location.search).get('linked') ?? '';
  return findPerson(world, linked)?.user ?? world.people[0]?.user ?? '';
};

/** The one that guides and commands speak, where the skill has it. */
const firstLocale = ({ locales }: World): string =>
  (locales.find(({ locale }) => locale === 'en-US') ?? locales[0])?.locale ?? 'en-US';

/** The present time, looked at every few seconds. */
const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 2_000);
    return () => clearInterval(timer);
  }, []);
  return now;
};

/** Whether a good part of an element is on the screen. */
const useInView = (id: string): boolean => {
  const [inView, setInView] = useState(false);
  useEffect(() => {
    const element = document.getElementById(id);
    if (element === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => setInView(entries.at(-1)?.isIntersecting ?? false),
      { threshold: 0.25 },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [id]);
  return inView;
};
