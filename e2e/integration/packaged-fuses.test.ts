import { createPackageWithOptions, extractAll } from '@electron/asar';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratch, type Scratch } from '../office/scratch.ts';
import { pack } from '../packaging/pack.ts';

const top = fileURLToPath(new URL('../..', import.meta.url));

/** A folder with an Electron for Linux whose executable is one, and not a script in front of it. */
const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
const candidates = [...(named === '' ? [] : [named, join(named, 'dist')]), join(top, 'node_modules/electron/dist')];
const electron = candidates.find((folder) => isProgram(join(folder, 'electron')));

/** Burns the fuses of the product, as many as this Electron has: an older one has fewer. */
const asManyFuses = `
import { flipFuses, FuseVersion, getCurrentFuseWire } from ${JSON.stringify(import.meta.resolve('@electron/fuses'))};
import { fuses } from ${JSON.stringify(pathToFileURL(join(top, 'build/electron-builder.config.mjs')).href)};
export default async ({ appOutDir }) => {
  const file = appOutDir + '/modosu';
  const wire = await getCurrentFuseWire(file);
  const known = Object.fromEntries(Object.entries(fuses).filter(([fuse]) => fuse in wire));
  await flipFuses(file, { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...known });
};`;

/** Stands in for the program inside its own package: says what reached it from outside, what it can load, and ends. */
const probe = (name: string) => `
import { app } from 'electron';
import { url } from 'node:inspector';
const koffi = await import('koffi').then(() => 'loaded', (problem) => problem.message);
app.whenReady().then(() => {
  console.log('PROBE ' + JSON.stringify({ name: '${name}', inspector: url() ?? null, evil: globalThis.evil ?? null, koffi }));
  process.exit(0);
});`;

const can = process.platform === 'linux' && electron !== undefined && spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0;

describe.skipIf(!can)('the fuses of a packaged program (needs a real Electron and xvfb)', () => {
  let box: Scratch;
  let program = '';
  let evil = '';

  beforeAll(async () => {
    box = await scratch('modosu-fuses');
    const hook = join(box.dir, 'as-many-fuses.mjs');
    await writeFile(hook, asManyFuses);
    const output = join(box.dir, 'dist');
    await pack({ targets: ['dir'], electron: electron ?? '', output, settings: [`afterPack=${hook}`] });
    program = join(output, 'linux-unpacked/modosu');
    const archive = join(output, 'linux-unpacked/resources/app.asar');
    extractAll(archive, join(box.dir, 'probe'));
    await writeFile(join(box.dir, 'probe/out/main.js'), probe('archive'));
    await createPackageWithOptions(join(box.dir, 'probe'), archive, { unpackDir: 'node_modules/@koromix' });
    evil = join(box.dir, 'evil.cjs');
    await writeFile(evil, "globalThis.evil = 'loaded'; console.log('EVIL');");
  });
  afterAll(() => box.remove());

  const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => run(program, box.dir, args, env);
  const untouched = { name: 'archive', inspector: null, evil: null, koffi: 'loaded' };

  it('starts its archive, and finds the one library that is not bundled', async () => {
    expect((await start([])).probe).toEqual(untouched);
  });

  it('is no Node, whatever ELECTRON_RUN_AS_NODE says (M6)', async () => {
    const { said, probe } = await start(['-e', "console.log('EVIL')"], { ELECTRON_RUN_AS_NODE: '1' });
    expect(probe).toEqual(untouched);
    expect(said).not.toContain('EVIL');
  });

  it('loads nothing that NODE_OPTIONS names (M6)', async () => {
    const { said, probe } = await start([], { NODE_OPTIONS: `--require ${evil}` });
    expect(probe).toEqual(untouched);
    expect(said).not.toContain('EVIL');
  });

  it.each(['--inspect=0', '--inspect-brk=0'])('opens no inspector for %s (M6)', async (option) => {
    const { said, probe } = await start([option]);
    expect(probe).toEqual(untouched);
    expect(said).not.toContain('Debugger listening');
  });

  it('does not load a folder in the place of its archive (M7)', async () => {
    const resources = join(program, '../resources');
    const archive = await readFile(join(resources, 'app.asar'));
    await rm(join(resources, 'app.asar'));
    await mkdir(join(resources, 'app/out'), { recursive: true });
    await writeFile(join(resources, 'app/package.json'), '{ "name": "modosu", "type": "module", "main": "out/main.js" }');
    await writeFile(join(resources, 'app/out/main.js'), probe('folder'));
    const ended = await start([]);
    await writeFile(join(resources, 'app.asar'), archive);
    expect(ended.probe).toBeUndefined();
  });
});

type Ended = { said: string; probe: unknown };

/** Starts the program on a display of its own and answers what it said, after ten seconds at the latest. */
async function run(program: string, home: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const outer = { ...process.env };
  delete outer['NODE_OPTIONS'];
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn('xvfb-run', ['-a', program, ...sandbox, `--user-data-dir=${join(home, 'data')}`, ...args], {
    env: { ...outer, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString('utf8')));
  const limit = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), 10_000);
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(limit);
  const [, line] = /^PROBE (.*)$/m.exec(said) ?? [];
  return { said, probe: line === undefined ? undefined : JSON.parse(line) };
}

function isProgram(file: string): boolean {
  if (!existsSync(file)) return false;
  const head = Buffer.alloc(4);
  const open = openSync(file, 'r');
  readSync(open, head, 0, 4, 0);
  closeSync(open);
  return head.toString('latin1') === '\u007fELF';
}
