/** Finding codes in messages. */

const code = /(?<!\d)\d{6}(?!\d)/;

/** The one-time code in a message, as text; null where there is none. */
export const findCode = (text: string): string | null => code.exec(text)?.[0] ?? null;

export type Piece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly code: string }
  | { readonly type: 'link'; readonly url: string };

const special = /(?<!\d)(\d{6})(?!\d)|(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/g;

/** A message in pieces: its codes can be tapped, its addresses followed. */
export const splitMessage = (message: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of message.matchAll(special)) {
    if (match.index > end) pieces.push({ type: 'text', text: message.slice(end, match.index) });
    const [all, found, url] = match;
    if (found !== undefined) pieces.push({ type: 'code', code: found });
    else if (url !== undefined) pieces.push({ type: 'link', url });
    end = match.index + all.length;
  }
  if (end < message.length) pieces.push({ type: 'text', text: message.slice(end) });
  return pieces;
};

/** Every digit of an utterance, whatever stands between: "900 910" says 900910. */
export const saysCode = (utterance: string, wanted: string): boolean =>
  utterance.replaceAll(/[^\d]/g, '').includes(wanted);
