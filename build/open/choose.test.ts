import { expect, it, vi } from 'vitest';
import { chooseOpening } from './choose.mjs';

const electron = { file: '/opt/electron/electron', version: '45.4.1' };
const machine = (differs: Partial<Parameters<typeof chooseOpening>[0]> = {}) => ({
  hasScreen: true,
  isLinuxRoot: false,
  locate: () => electron,
  download: () => Promise.resolve(undefined),
  missingLibraries: () => [],
  ...differs,
});

it('takes the Electron that is there, in its sandbox', async () => {
  const opening = await chooseOpening(machine());
  expect(opening).toEqual({ electron: { ...electron, switches: [] }, line: 'Opening in Electron 45.4.1.' });
});

it('leaves the sandbox out for root alone, and says so', async () => {
  const opening = await chooseOpening(machine({ isLinuxRoot: true }));
  expect(opening.electron?.switches).toEqual(['--no-sandbox']);
  expect(opening.line).toBe("Opening in Electron 45.4.1, without Chromium's sandbox because this is root.");
});

it('downloads an Electron that is not there yet, once', async () => {
  let there = false;
  const download = vi.fn(() => {
    there = true;
    return Promise.resolve(undefined);
  });
  const locate = () => (there ? electron : undefined);
  const opening = await chooseOpening(machine({ locate, download }));
  expect(opening.line).toBe('Opening in Electron 45.4.1.');
  expect(download).toHaveBeenCalledTimes(1);
});

const reasons: [why: string, differs: Parameters<typeof machine>[0]][] = [
  ['there is no display', { hasScreen: false }],
  ['Electron could not be downloaded (fetch failed)', { locate: () => undefined, download: () => Promise.resolve('fetch failed') }],
  [
    'there is no electron in ELECTRON_OVERRIDE_DIST_PATH',
    { locate: () => ({ why: 'there is no electron in ELECTRON_OVERRIDE_DIST_PATH' }) },
  ],
  ['Electron is not whole after its download', { locate: () => undefined }],
  ['Electron lacks libgtk-3.so.0, libnss3.so', { missingLibraries: () => ['libgtk-3.so.0', 'libnss3.so'] }],
];

it.each(reasons)('takes the browser: %s', async (why, differs) => {
  expect(await chooseOpening(machine(differs))).toEqual({ line: `Opening in the browser: ${why}.` });
});

it('downloads nothing where there is no display to show it on', async () => {
  const download = vi.fn(() => Promise.resolve(undefined));
  await chooseOpening(machine({ hasScreen: false, locate: () => undefined, download }));
  expect(download).not.toHaveBeenCalled();
});
