import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { appSizes, states, strokes, traySizes } from './drawings.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
type Picture = { width: number; height: number; alpha: number[] };

/** An 8-bit RGBA picture without interlacing, as rsvg-convert writes it (PNG specification, chapters 5, 7 and 9). */
function picture(file: string): Picture {
  const png = readFileSync(here + file);
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  if (png.subarray(24, 29).toString('hex') !== '0806000000') throw new Error(`${file} is not 8-bit RGBA`);
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const raw = inflateSync(Buffer.concat(data));
  const row = width * 4;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x += 1) {
      const left = x < 4 ? 0 : (pixels[y * row + x - 4] ?? 0);
      const up = y === 0 ? 0 : (pixels[(y - 1) * row + x] ?? 0);
      const corner = x < 4 || y === 0 ? 0 : (pixels[(y - 1) * row + x - 4] ?? 0);
      const before = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      pixels[y * row + x] = ((raw[y * (row + 1) + 1 + x] ?? 0) + before) & 255;
    }
  }
  return { width, height, alpha: [...pixels].filter((_, index) => index % 4 === 3) };
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** The pixels that are there without any colour: at least half covered. */
const silhouette = ({ alpha }: Picture) => alpha.map((value) => value > 127);
const share = (mask: boolean[]) => mask.filter(Boolean).length / mask.length;

const tray = strokes.flatMap((stroke) =>
  traySizes.flatMap(([size]) => states.map((state) => ({ file: `tray/${stroke}/${state}-${size}.png`, size }))),
);
const app = [...appSizes.map((size) => ({ file: `app-${size}.png`, size })), { file: 'app.png', size: 512 }];

it.each([...tray, ...app])('$file is there, $size px wide and high, and neither empty nor full', ({ file, size }) => {
  expect(existsSync(here + file)).toBe(true);
  const drawn = picture(file);
  expect([drawn.width, drawn.height]).toEqual([size, size]);
  expect(share(silhouette(drawn))).toBeGreaterThan(0.1);
  expect(drawn.alpha.some((value) => value === 0)).toBe(true);
});

describe('the five states differ in shape alone', () => {
  const pairs = states.flatMap((one, index) => states.slice(index + 1).map((other) => [one, other] as const));
  it.each(strokes.flatMap((stroke) => traySizes.map(([size]) => ({ stroke, size }))))('$size px, $stroke', ({ stroke, size }) => {
    const alike = pairs.filter(([one, other]) => {
      const [a, b] = [one, other].map((state) => silhouette(picture(`tray/${stroke}/${state}-${size}.png`))) as [boolean[], boolean[]];
      const either = a.filter((covered, at) => covered || b[at]).length;
      const different = a.filter((covered, at) => covered !== b[at]).length;
      return different / either < 0.2;
    });
    expect(alike).toEqual([]);
  });
});
