/** Opens the person's own browser. */

/** Where none can be opened (no desktop, say), nothing happens: the address stands on the terminal as well. */
export const openInBrowser = async (address: string): Promise<void> => {
  try {
    // Loaded where it is needed alone: linking to a real tenant, once.
    const { default: open } = await import('open');
    const opener = await open(address);
    // A program that cannot be started says so later, and would end ours.
    opener.on('error', () => undefined);
  } catch {
    // As said above.
  }
};
