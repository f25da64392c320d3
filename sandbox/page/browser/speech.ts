/** Talking and listening, where the browser can. */

export const canSpeak = (): boolean => 'speechSynthesis' in window;

/** Says it aloud in the person's language; what was being said is cut off. */
export const speak = (text: string, locale: string): void => {
  stopSpeaking();
  speakNext(text, locale);
};

/** Says it aloud once what is being said is over. */
export const speakNext = (text: string, locale: string): void => {
  if (!canSpeak()) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = locale;
  speechSynthesis.speak(utterance);
};

export const stopSpeaking = (): void => {
  if (canSpeak()) speechSynthesis.cancel();
};

/** The part of the Web Speech API used here; TypeScript's own library has no type for it. */
type Recognizer = {
  lang: string;
  onresult: ((event: { readonly results: SpeechRecognitionResultList }) => void) | null;
  onerror: ((event: { readonly error: string }) => void) | null;
  onend: (() => void) | null;
  readonly start: () => void;
  readonly abort: () => void;
};

const findRecognizer = (): (new () => Recognizer) | null => {
  const names = ['SpeechRecognition', 'webkitSpeechRecognition'];
  const found: unknown = names.map((name) => Reflect.get(window, name)).find((one) => one !== undefined);
  return isRecognizer(found) ? found : null;
};

const isRecognizer = (value: unknown): value is new () => Recognizer => typeof value === 'function';

export const canListen = (): boolean => findRecognizer() !== null;

/** Listens for one utterance. Returns a function that stops it. */
export const listen = (options: {
  readonly locale: string;
  readonly onHeard: (text: string) => void;
  /** A sentence, where nothing could be heard; null where it simply ended. */
  readonly onEnd: (problem: string | null) => void;
}): (() => void) => {
  const Recognition = findRecognizer();
  if (Recognition === null) {
    options.onEnd('This browser cannot listen.');
    return () => undefined;
  }
  const recognizer = new Recognition();
  let problem: string | null = null;
  recognizer.lang = options.locale;
  recognizer.onresult = ({ results }) => {
    const heard = results[0]?.[0]?.transcript ?? '';
    if (heard !== '') options.onHeard(heard);
  };
  recognizer.onerror = ({ error }) => {
    problem = problems.get(error) ?? `The browser could not listen (${error}).`;
  };
  recognizer.onend = () => options.onEnd(problem);
  recognizer.start();
  return () => recognizer.abort();
};

const problems: ReadonlyMap<string, string | null> = new Map([
  ['aborted', null],
  ['no-speech', 'Nothing was heard. Press and speak again, or type.'],
  ['not-allowed', 'The browser may not use the microphone. Allow it, or type.'],
  ['audio-capture', 'There is no microphone. Type instead.'],
  ['network', 'The browser’s speech service could not be reached. Type instead.'],
]);
