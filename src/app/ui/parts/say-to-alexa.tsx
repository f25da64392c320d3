/** What to say to Alexa, for whoever has not ordered yet or has forgotten. */
import { SpeechIcon } from './icons.tsx';

export const SayToAlexa = ({
  businessName,
  nothingYet,
  waiting,
}: {
  readonly businessName: string;
  readonly nothingYet: boolean;
  readonly waiting: boolean;
}) => {
  const name = businessName.toLowerCase();
  return (
    <section class={nothingYet ? 'card tips first' : 'card tips'} aria-labelledby="say">
      <h2 id="say" class="with-icon">
        <SpeechIcon />
        {nothingYet ? 'Order something: say it to Alexa' : 'Say it to Alexa'}
      </h2>
      {nothingYet && <p class="lead">You have ordered nothing yet. This is how it goes:</p>}
      <ol class="steps">
        <li>
          <q>Alexa, open {name}</q>
          <span class="soft">Then say what you would like.</span>
        </li>
        {nothingYet && (
          <li>
            <strong>A code comes to you</strong>
            <span class="soft">To your own phone or mailbox, and the order appears here.</span>
          </li>
        )}
        <li>
          <q>Alexa, tell {name} my code is …</q>
          <span class="soft">
            {nothingYet ? 'Or type it here. Only then it is ordered.' : 'Or type it here.'}
          </span>
        </li>
        {!nothingYet && (
          <li>
            <q>
              Alexa, ask {name} {waiting ? 'to send the code again' : 'what is my order'}
            </q>
            <span class="soft">{waiting ? 'If it did not arrive.' : 'To hear where it stands.'}</span>
          </li>
        )}
      </ol>
    </section>
  );
};
