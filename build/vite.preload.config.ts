import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The preload: `out/preload.cjs`, one file, because a sandboxed preload can load nothing but electron. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'electron/desktop/preload.ts',
    target: 'chrome130',
    outDir: 'out',
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs' },
    },
  },
});
