/**
 * Where the focus goes when what had it disappears (an order confirmed elsewhere, a lock opened): to the heading of
 * the nearest part still there, not to the top of the document.
 */
export const keepFocus = (root: HTMLElement): void => {
  let last: Element | null = null;
  /** The parts around it, innermost first. */
  let homes: readonly Element[] = [];

  root.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return;
    last = target;
    homes = homesAround(target);
  });

  new MutationObserver(() => {
    if (last === null || last.isConnected || document.activeElement !== document.body) return;
    const home = homes.find(({ isConnected }) => isConnected);
    // A step that came instead of the one before is where one wants to go on.
    const heading = home?.querySelector('[data-focus-next] h3') ?? home?.querySelector('h1, h2, h3');
    if (heading instanceof HTMLElement) heading.focus();
  }).observe(root, { childList: true, subtree: true });
};

const homesAround = (element: Element): readonly Element[] => {
  const homes: Element[] = [];
  for (let home = element.closest('[data-focus-home]'); home !== null; ) {
    homes.push(home);
    home = home.parentElement?.closest('[data-focus-home]') ?? null;
  }
  return homes;
};
