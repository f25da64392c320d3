/** Builds the pages in the browser into `build/app-ui`: hashed files, found by the server through Vite's manifest. */
import { defineConfig } from 'vite';

export default defineConfig({
  // Relative, because the root path the application answers under is a setting of the server.
  base: './',
  publicDir: false,
  build: {
    outDir: '../../../build/app-ui',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // Both would put code or data where the Content Security Policy allows none, or needs none.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: { app: 'main.tsx' } },
  },
});
