/**
 * The page's script, built in memory when it is first asked for and kept: `npm start` needs no build step, and whoever
 * never opens the page pays nothing. Takes about 100 ms.
 */
import { fileURLToPath } from 'node:url';

export const createPageScript = (): (() => Promise<string>) => {
  let built: Promise<string> | null = null;
  return () => {
    built ??= buildPageScript().catch((error: unknown) => {
      built = null;
      throw error;
    });
    return built;
  };
};

const buildPageScript = async (): Promise<string> => {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./browser/main.tsx', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
};
