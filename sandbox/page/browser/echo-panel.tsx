/** The Echo: who speaks, what was said, what one could say, and how the account is linked. */
import { useState } from 'preact/hooks';
import type { LocaleExamples, Person, Turn } from '../contract.ts';
import { suggestionsFor } from './guide.ts';
import { certificateWarning, linkAddress } from './guide-strip.tsx';
import { Icon } from './icons.tsx';
import { leave, unlink } from './requests.ts';
import { Scrollable } from './scrollable.tsx';
import { canListen, listen } from './speech.ts';
import { nameOf, turnsOf, type World } from './state.ts';
import { timeOfDay } from './times.ts';

type Props = {
  readonly world: World;
  readonly person: Person;
  readonly examples: LocaleExamples;
  readonly now: number;
  readonly pending: { readonly user: string; readonly text: string } | null;
  /** What was said to the speaker while the answer is still being made. */
  readonly meanwhile: string | null;
  readonly problem: string | null;
  readonly muted: boolean;
  readonly canSpeak: boolean;
  readonly onSpeaker: (user: string) => void;
  readonly onLocale: (locale: string) => void;
  readonly onSay: (text: string) => void;
  readonly onMuted: (muted: boolean) => void;
  readonly onProblem: (problem: string | null) => void;
};

export const EchoPanel = (props: Props) => {
  const { world, person, examples, now, pending, problem } = props;
  const turns = turnsOf(world, person.user);
  const isThinking = pending?.user === person.user;
  const mood = isThinking ? 'thinking' : person.session === null ? 'asleep' : 'listening';
  return (
    <>
      <div class="panel-head">
        <div class={`ring ${mood}`} aria-hidden="true" />
        <div class="grow">
          <h2 id="echo-title">{nameOf(person.user)}’s Echo</h2>
          <p class="soft">{moodText(mood, turns.at(-1), examples)}</p>
        </div>
        {props.canSpeak && (
          <button
            type="button"
            class="icon"
            aria-pressed={props.muted}
            aria-label="Mute Alexa’s voice"
            title="Mute Alexa’s voice"
            onClick={() => props.onMuted(!props.muted)}
          >
            <Icon name={props.muted ? 'mute' : 'loud'} />
          </button>
        )}
      </div>
      <Speakers {...props} />
      <Setting {...props} />
      <Conversation
        turns={turns}
        pending={isThinking ? pending.text : null}
        meanwhile={props.meanwhile}
        user={person.user}
        canLink={person.link !== 'linked'}
      />
      {problem !== null && (
        <p class="alarm note" role="alert">
          {problem}
        </p>
      )}
      <ul class="suggestions" aria-label="Suggestions" lang={examples.locale}>
        {suggestionsFor(world, examples, person.user, now).map(({ text, isCode }, index) => (
          <li key={text}>
            <button
              type="button"
              class={isCode || (index === 0 && turns.length === 0) ? 'chip first' : 'chip'}
              disabled={pending !== null}
              onClick={() => props.onSay(text)}
            >
              {text}
            </button>
          </li>
        ))}
      </ul>
      <Mouth {...props} />
    </>
  );
};

const moodText = (
  mood: 'asleep' | 'listening' | 'thinking',
  last: Turn | undefined,
  { question }: LocaleExamples,
): string => {
  switch (mood) {
    case 'asleep':
      return `Asleep. Begin with “${question.replace('{request}', '…')}”.`;
    case 'thinking':
      return 'Thinking …';
    case 'listening': {
      const question = /[^.?!]+\?\s*$/.exec(last?.speech ?? '')?.[0].trim();
      return question === undefined ? 'Listening.' : `Listening, waits for: “${question}”`;
    }
    default:
      return mood satisfies never;
  }
};

const Speakers = ({ world, person, onSpeaker }: Props) => (
  <fieldset class="speakers">
    <legend>Who speaks</legend>
    {world.people.map(({ user, note }) => (
      <label key={user} title={note}>
        <input type="radio" name="speaker" checked={user === person.user} onChange={() => onSpeaker(user)} />
        {nameOf(user)}
      </label>
    ))}
  </fieldset>
);

const Setting = ({ world, person, examples, onLocale, onProblem }: Props) => (
  <details class="setting">
    <summary>
      <span class={`dot ${person.link}`} aria-hidden="true" />
      {linkText(person)}
    </summary>
    <div class="setting-body">
      <p>{person.note}</p>
      <label class="stacked">
        Language
        <select value={examples.locale} onChange={({ currentTarget }) => onLocale(currentTarget.value)}>
          {world.locales.map(({ locale }) => (
            <option key={locale} value={locale}>
              {languageNames.of(locale) ?? locale}
            </option>
          ))}
        </select>
      </label>
      <p class="row">
        <a class="button quiet" href={linkAddress(person.user)}>
          {person.link === 'linked' ? 'Link to another account' : 'Link the account'}
        </a>
        {person.link !== 'unlinked' && (
          <button
            type="button"
            class="quiet"
            onClick={() =>
              void unlink(person.user).then((asked) => onProblem(asked.ok ? null : asked.problem))
            }
          >
            Unlink
          </button>
        )}
      </p>
      <p class="soft">
        Linking opens the sign-in page of the sandbox’s tenant; it shows everybody’s password.
        {world.trust !== 'trusted' && ` ${certificateWarning}`}
      </p>
    </div>
  </details>
);

/** "German (Germany)": the page itself is in English. */
const languageNames = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' });

const linkText = ({ link, account, user }: Person): string => {
  switch (link) {
    case 'linked':
      return account === null ? 'Linked to an account' : `Linked to ${account}`;
    case 'at_first_use':
      return `Links itself to ${nameOf(user)}’s account when first used`;
    case 'unlinked':
      return 'Not linked to any account';
    default:
      return link satisfies never;
  }
};

type ConversationProps = {
  readonly turns: readonly Turn[];
  readonly pending: string | null;
  readonly meanwhile: string | null;
  readonly user: string;
  readonly canLink: boolean;
};

const Conversation = ({ turns, pending, meanwhile, user, canLink }: ConversationProps) => {
  const count = turns.length;
  return (
    <Scrollable
      class="conversation"
      label="Conversation"
      endKey={`${user} ${turns.at(-1)?.number} ${pending} ${meanwhile}`}
    >
      {count === 0 && pending === null && (
        <p class="empty">
          Anybody in the room can talk to this Echo. Ask it for something that costs money and see what it
          takes to say yes.
        </p>
      )}
      {turns.map((turn) => (
        <TurnView key={turn.number} turn={turn} user={user} canLink={canLink} />
      ))}
      {pending !== null && (
        <>
          <p class="said">{pending === '' ? '(silence)' : pending}</p>
          {meanwhile !== null && <p class="answer">{meanwhile}</p>}
          <p class="answer thinking">
            <span class="unseen">Alexa is thinking</span>
            <i />
            <i />
            <i />
          </p>
        </>
      )}
    </Scrollable>
  );
};

type TurnProps = {
  readonly turn: Turn;
  readonly user: string;
  readonly canLink: boolean;
};

const TurnView = ({ turn, user, canLink }: TurnProps) => (
  <>
    <p class="said" title={timeOfDay(turn.at)}>
      <span class="unseen">{turn.unlinked ? 'Somebody at an unlinked Echo' : nameOf(user)}: </span>
      {turn.utterance === '' ? '(silence)' : turn.utterance}
      {turn.unlinked && <small> at an unlinked Echo</small>}
    </p>
    {turn.meanwhile.map((speech) => (
      <p key={speech} class="answer soft">
        <span class="unseen">Alexa, while the answer was being made: </span>
        {speech}
      </p>
    ))}
    {turn.speech !== null && (
      <p class="answer">
        <span class="unseen">Alexa: </span>
        {turn.speech}
      </p>
    )}
    {turn.speech === null && turn.problem === null && <p class="answer soft">(Alexa says nothing)</p>}
    {turn.problem !== null && <p class="aside">{turn.problem.message}</p>}
    {turn.screen !== null && <ScreenView texts={turn.screen} />}
    {turn.card !== null && <CardView card={turn.card} user={user} canLink={canLink} />}
  </>
);

/** What the Echo's own screen shows, where it has one: folded to its title, for what is said comes first. */
const ScreenView = ({ texts }: { readonly texts: NonNullable<Turn['screen']> }) => (
  <details class="echo-screen">
    <summary>
      On its screen: <strong>{texts.find(({ isTitle }) => isTitle)?.text ?? texts[0]?.text}</strong>
    </summary>
    {texts.map(({ text, isTitle }) => (
      <p key={text} class={isTitle ? 'echo-screen-title' : undefined}>
        {text}
      </p>
    ))}
  </details>
);

type CardProps = {
  readonly card: NonNullable<Turn['card']>;
  readonly user: string;
  readonly canLink: boolean;
};

const CardView = ({ card, user, canLink }: CardProps) =>
  card.type === 'LinkAccount' ? (
    <div class="card">
      <p class="card-title">Alexa app: link your account</p>
      {canLink ? (
        <a class="button" href={linkAddress(user)}>
          Link the account
        </a>
      ) : (
        <p class="soft">It is linked by now.</p>
      )}
    </div>
  ) : (
    <div class="card">
      <p class="card-title">Alexa app{card.title === undefined ? '' : `: ${card.title}`}</p>
      <p>{(card.content ?? card.text ?? '').split('\n').join(' · ')}</p>
    </div>
  );

const Mouth = ({ person, examples, pending, onSay, onProblem }: Props) => {
  const [text, setText] = useState('');
  const [stop, setStop] = useState<(() => void) | null>(null);
  const isListening = stop !== null;
  const toggle = (): void => {
    if (stop !== null) {
      stop();
      return;
    }
    onProblem(null);
    const abort = listen({
      locale: examples.locale,
      onHeard: onSay,
      onEnd: (problem) => {
        setStop(null);
        if (problem !== null) onProblem(problem);
      },
    });
    setStop(() => abort);
  };
  return (
    <form
      class="mouth"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '' || pending !== null) return;
        onSay(text.trim());
        setText('');
      }}
    >
      <div class="row between">
        <label for="utterance">Say to {nameOf(person.user)}’s Echo</label>
        {person.session !== null && (
          <button
            type="button"
            class="plain-text"
            onClick={() => void leave(person.user, person.session ?? '')}
          >
            End the conversation
          </button>
        )}
      </div>
      <div class="row mouth-row">
        <input
          id="utterance"
          type="text"
          value={text}
          maxLength={400}
          autocomplete="off"
          enterkeyhint="send"
          placeholder={person.session === null ? examples.question.replace('{request}', '…') : 'Answer Alexa'}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        {canListen() && (
          <button
            type="button"
            class={isListening ? 'icon listening' : 'icon'}
            aria-pressed={isListening}
            aria-label="Press to talk"
            title="Press to talk. Your browser may send your voice to its maker’s speech service."
            disabled={pending !== null}
            onClick={toggle}
          >
            <Icon name="microphone" />
          </button>
        )}
        <button type="submit" disabled={pending !== null}>
          Say
        </button>
      </div>
    </form>
  );
};
