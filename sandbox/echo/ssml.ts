/** Reading SSML aloud on a terminal. */

/**
 * The words of an SSML document, or null where Alexa would not read it: no `<speak>` around it, tags that do not nest, an
 * ampersand or angle bracket that is not escaped.
 */
export const readSsml = (ssml: string): string | null => {
  const open: string[] = [];
  let text = '';
  let sawSpeak = false;
  for (const piece of ssml.trim().match(/<[^<>]*>|[^<]+|</g) ?? []) {
    const tag = /^<(\/?)([a-z][a-z0-9:-]*)((?:\s+[a-z:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>$/i.exec(
      piece,
    );
    if (tag === null) {
      const words = open.length > 0 && !piece.startsWith('<') ? unescapeXml(piece) : null;
      if (words === null) return null;
      text += words;
      continue;
    }
    const [, closing, name = '', , empty] = tag;
    if (closing === '/') {
      if (open.pop() !== name) return null;
    } else {
      if (open.length === 0 && (name !== 'speak' || sawSpeak)) return null;
      sawSpeak = true;
      if (empty !== '/') open.push(name);
      if (/^(break|p|s)$/.test(name)) text += ' ';
    }
  }
  return open.length === 0 && sawSpeak ? text.replace(/\s+/g, ' ').trim() : null;
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescapeXml = (text: string): string | null => {
  if (/>/.test(text)) return null;
  let isClean = true;
  const read = text.replace(/&([^;&\s]{0,8};)?/g, (whole: string) => {
    const name = whole.slice(1, -1);
    const numeric = /^#(x[0-9a-f]{1,6}|\d{1,7})$/i.exec(name)?.[1];
    if (numeric !== undefined) {
      const point = /^x/i.test(numeric)
        ? Number.parseInt(numeric.slice(1), 16)
        : Number.parseInt(numeric, 10);
      if (point <= 0x10ffff) return String.fromCodePoint(point);
    }
    const character = Object.hasOwn(entities, name) ? entities[name] : undefined;
    if (character === undefined) isClean = false;
    return character ?? '';
  });
  return isClean ? read : null;
};
