import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The window: `out/window/`, the same files for Electron and for a browser. */
export default defineConfig({
  root: fileURLToPath(new URL('../renderer', import.meta.url)),
  // Addresses are relative, so that app:// and http:// serve the same files.
  base: './',
  publicDir: false,
  plugins: [react()],
  build: {
    target: 'chrome130',
    outDir: fileURLToPath(new URL('../out/window', import.meta.url)),
    emptyOutDir: true,
    // An inlined font would need data: in the policy, and a module preload an inline script.
    assetsInlineLimit: 0,
    modulePreload: false,
    sourcemap: false,
    reportCompressedSize: false,
  },
});
