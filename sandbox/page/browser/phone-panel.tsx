/** The phones and mailboxes of the sandbox's people: messages, newest first, with codes to tap. */
import type { ShownMessage } from '../contract.ts';
import { splitMessage } from './codes.ts';
import { Icon } from './icons.tsx';
import { Scrollable } from './scrollable.tsx';
import { nameOf, type World } from './state.ts';
import { relativeTime } from './times.ts';

type Props = {
  readonly world: World;
  readonly now: number;
  /** The message whose code is wanted now; null: none. */
  readonly freshNumber: number | null;
  readonly onCode: (code: string, owner: string | null) => void;
};

export const PhonePanel = ({ world, now, freshNumber, onCode }: Props) => (
  <>
    <div class="panel-head">
      <div class="device" aria-hidden="true" />
      <div class="grow">
        <h2 id="phone-title">Phone and mailbox</h2>
        <p class="soft">What the owners receive, and nobody else in the room sees.</p>
      </div>
    </div>
    <Scrollable class="screen" label="Messages">
      {world.live ? (
        <p class="empty">
          This runs with your own Auth0 tenant: codes go to the real phone or mailbox. Type what you receive
          to the Echo.
        </p>
      ) : world.messages.length === 0 ? (
        <p class="empty">Nothing has arrived yet. Codes appear here the moment they are sent.</p>
      ) : (
        <ol class="messages">
          {[...world.messages].reverse().map((message) => (
            <MessageView
              key={message.number}
              message={message}
              isFresh={message.number === freshNumber}
              now={now}
              onCode={onCode}
            />
          ))}
        </ol>
      )}
    </Scrollable>
  </>
);

type MessageProps = {
  readonly message: ShownMessage;
  readonly isFresh: boolean;
  readonly now: number;
  readonly onCode: Props['onCode'];
};

const MessageView = ({ message, isFresh, now, onCode }: MessageProps) => {
  const { kind, to, subject, text, receivedAt, user } = message;
  return (
    <li class={isFresh ? 'message fresh' : 'message'}>
      <p class="message-head">
        <Icon name={kind} />
        <strong class="grow">{user === null ? to : nameOf(user)}</strong>
        <time class="soft" dateTime={new Date(receivedAt).toISOString()}>
          {relativeTime(receivedAt, now)}
        </time>
      </p>
      <p class="soft address">{kind === 'sms' ? `Text message to ${to}` : `Email to ${to}`}</p>
      {subject !== null && <p class="subject">{subject}</p>}
      <p class="lines">
        {splitMessage(text).map((piece, index) => {
          switch (piece.type) {
            case 'text':
              return piece.text;
            case 'code':
              return (
                <button
                  key={`${index}-${piece.code}`}
                  type="button"
                  class="code"
                  title="Say it to the Echo"
                  aria-label={`Say the code ${piece.code} to the Echo`}
                  onClick={() => onCode(piece.code, user)}
                >
                  {piece.code}
                </button>
              );
            case 'link':
              return (
                <a key={`${index}-link`} href={piece.url} target="_blank" rel="noopener noreferrer">
                  {piece.url}
                </a>
              );
            default:
              return piece satisfies never;
          }
        })}
      </p>
      {isFresh && (
        <p class="tap" aria-hidden="true">
          Tap the code to say it to the Echo
        </p>
      )}
    </li>
  );
};
