// Draws every PNG in this folder anew from the SVG beside it: `node build/icons/render.mjs`, with rsvg-convert (librsvg2-bin) on the PATH.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { appSizes, appSource, colours, states, strokes, traySizes } from './drawings.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * @param {string} source
 * @param {number} size
 * @param {string} file
 * @param {string} colour
 */
function render(source, size, file, colour = 'black') {
  const svg = readFileSync(`${here}${source}`, 'utf8').replace('<svg ', `<svg color="${colour}" `);
  const png = execFileSync('rsvg-convert', [`--width=${size}`, `--height=${size}`, '--format=png'], { input: svg });
  writeFileSync(`${here}${file}`, png);
}

for (const stroke of strokes) {
  mkdirSync(`${here}tray/${stroke}`, { recursive: true });
  for (const state of states) {
    for (const [size, grid] of traySizes)
      render(`tray/${state}-${grid}.svg`, size, `tray/${stroke}/${state}-${size}.png`, colours[stroke][state]);
  }
}
for (const size of appSizes) render(appSource(size), size, `app-${size}.png`);
render(appSource(512), 512, 'app.png');
