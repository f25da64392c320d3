/** A line has one row, and none longer is written; a file without lines is not read into memory to the end. */
export const longestLineBytes = 16 * 1024 * 1024;

/** The lines of a stream without their `\n`; null, and then nothing more, for one that is too long or lacks its end. */
export async function* linesOf(
  stream: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer | null, void, undefined> {
  let begun: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    let rest = chunk;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      yield Buffer.concat([...begun, rest.subarray(0, end)]);
      begun = [];
      length = 0;
      rest = rest.subarray(end + 1);
    }
    begun.push(rest);
    length += rest.length;
    if (length > longestLineBytes) {
      yield null;
      return;
    }
  }
  if (length > 0) yield null;
}
