/** Reads a list as far as it is shown, one page after the other, so that an update leaves no gap between pages. */
import type { Read } from './data.ts';

type Page = { readonly before: string | null };

/** At least the first page, at most `count` of them, newest first. The first that cannot be read ends it. */
export const readPages = async <Value extends Page>(
  read: (before: string | null) => Promise<Read<Value>>,
  count: number,
): Promise<Read<readonly [Value, ...Value[]]>> => {
  const first = await read(null);
  if (first.type !== 'read') return first;
  const pages: [Value, ...Value[]] = [first.value];
  let { before } = first.value;
  while (before !== null && pages.length < count) {
    const page = await read(before);
    if (page.type !== 'read') return page;
    pages.push(page.value);
    before = page.value.before;
  }
  return { type: 'read', value: pages };
};
