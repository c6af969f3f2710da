import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const top = fileURLToPath(new URL('..', import.meta.url));

/** What Node starts by itself: each becomes `out/<name>.js`, and whatever it imports lazily stays a chunk of its own. */
const entries = {
  cli: 'electron/cli.ts',
  'history-worker': 'electron/history-worker.ts',
  main: 'electron/main.ts',
};

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

/** Leaves the parts of the Python program that works on targets and mirrors in `hand.py`, joined in the order of their names. */
const hand: Plugin = {
  name: 'hand',
  // A build for Node drops every asset that a plugin emits.
  writeBundle({ dir = 'out' }) {
    const folder = fileURLToPath(new URL('../electron/restore/hand', import.meta.url));
    const parts = readdirSync(folder).filter((name) => name.endsWith('.py'));
    writeFileSync(
      join(dir, 'hand.py'),
      parts
        .sort()
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .join('\n'),
    );
  },
};

export default defineConfig({
  root: top,
  plugins: [hand],
  define: { MODOSU_VERSION: JSON.stringify(version) },
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: entries,
      external: ['electron', 'koffi', /^node:/, ...builtinModules],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
