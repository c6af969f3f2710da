import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratch, type Scratch } from '../office/scratch.ts';
import { loadedBy } from '../packaging/imports.ts';
import { pack } from '../packaging/pack.ts';
import { recordingFpm, writeStubElectron } from '../packaging/stub-electron.ts';

const top = fileURLToPath(new URL('../..', import.meta.url));
const here = process.platform === 'linux' && existsSync(join(top, 'out/main.js'));

describe.skipIf(!here)('npm run dist, with a stub for Electron and one for fpm', () => {
  let box: Scratch;
  let unpacked = '';
  let archive = '';
  let files: string[] = [];
  const text = (path: string) => extractFile(archive, path.slice(1)).toString('utf8');
  const asked = async (target: string) => (await readFile(join(box.dir, 'bin', `${target}.args`), 'utf8')).split('\0').slice(0, -1);
  const valuesOf = (args: readonly string[], option: string) => args.filter((_, index) => args[index - 1] === option);

  beforeAll(async () => {
    box = await scratch('modosu-packaging');
    const [electron, output, bin] = ['electron', 'dist', 'bin'].map((name) => join(box.dir, name)) as [string, string, string];
    await writeStubElectron(electron);
    await mkdir(bin);
    await writeFile(join(bin, 'fpm'), recordingFpm, { mode: 0o755 });
    const env = { USE_SYSTEM_FPM: 'true', PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    await pack({ targets: ['deb', 'rpm'], electron, output, env });
    unpacked = join(output, 'linux-unpacked');
    archive = join(unpacked, 'resources/app.asar');
    files = listPackage(archive, { isPack: false }).filter((path) => extension(path) !== '');
  });
  afterAll(() => box.remove());

  it('burns all nine fuses as decided (O3)', async () => {
    const { version, resetAdHocDarwinSignature, strictlyRequireAllFuses, ...wire } = await getCurrentFuseWire(join(unpacked, 'modosu'));
    const named = Object.entries(wire).map(([fuse, state]) => [
      FuseV1Options[Number(fuse)],
      state === FuseState.ENABLE ? 'on' : FuseState[state],
    ]);
    expect([version, resetAdHocDarwinSignature, strictlyRequireAllFuses]).toEqual(['1', undefined, undefined]);
    expect(Object.fromEntries(named)).toEqual({
      RunAsNode: 'DISABLE',
      EnableCookieEncryption: 'on',
      EnableNodeOptionsEnvironmentVariable: 'DISABLE',
      EnableNodeCliInspectArguments: 'DISABLE',
      EnableEmbeddedAsarIntegrityValidation: 'on',
      OnlyLoadAppFromAsar: 'on',
      LoadBrowserProcessSpecificV8Snapshot: 'DISABLE',
      GrantFileProtocolExtraPrivileges: 'DISABLE',
      WasmTrapHandlers: 'on',
    });
  });

  it('packs the built program, its manifest and its licence, and nothing else (O4)', () => {
    const own = /^\/(?:package\.json|LICENSE|out\/(?:main\.js|history-worker\.js|hand\.py|preload\.cjs|chunks\/[\w.-]+\.js))$/;
    const window = /^\/out\/window\/(?:index\.html|assets\/[\w.-]+\.(?:js|css|woff2|svg|png))$/;
    const koffi =
      /^\/node_modules\/(?:koffi\/(?:package\.json|LICENSE\.txt|index\.js|src\/[\w/-]+\.c?js)|@koromix\/koffi-[\w/-]+\.(?:js|json|node))$/;
    const allowed = { test: (path: string) => [own, window, koffi].some((kind) => kind.test(path)) };
    expect(files.filter((path) => !allowed.test(path))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/out/main.js',
        '/out/history-worker.js',
        '/out/hand.py',
        '/out/preload.cjs',
        '/out/window/index.html',
      ]),
    );
  });

  it('packs everything that the program loads', () => {
    const present = listPackage(archive, { isPack: false });
    const isThere = (path: string, name: string) =>
      name.startsWith('.')
        ? present.includes(posix.join(posix.dirname(path), name).replace(/\/$/, ''))
        : comesAlong.includes(name) || present.includes(`/node_modules/${name}/package.json`);
    const missing = files
      .filter((path) => /^\/out\/(?!window\/).*\.c?js$/.test(path))
      .flatMap((path) => loadedBy(text(path)).map((name) => ({ path, name })))
      .filter(({ path, name }) => !isThere(path, name));
    expect(missing).toEqual([]);
    const page = [...text('/out/window/index.html').matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, name = '']) => `/out/window/${name}`);
    expect(page.length).toBeGreaterThan(0);
    expect(page.filter((path) => !files.includes(path))).toEqual([]);
  });
  it('has a manifest that starts it under its own name', () => {
    const manifest = JSON.parse(text('/package.json')) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      name: 'modosu',
      productName: 'Modosu',
      main: 'out/main.js',
      desktopName: 'org.modosu.Modosu.desktop',
      type: 'module',
    });
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(manifest).not.toHaveProperty('scripts');
  });

  it('carries no switch that weakens it, no hook for tests, and no folder of the machine it was built on', () => {
    const weak = /--no-sandbox|--disable-web-security|MODOSU_(?:E2E|TEST|FULL)/;
    const scripts = files.filter((path) => !/\.(?:woff2|node)$/.test(path));
    expect(scripts.filter((path) => weak.test(text(path)) || text(path).includes(top))).toEqual([]);
  });

  it('puts the icons beside the archive, and only the two languages of the program', async () => {
    const icons = await readdir(join(unpacked, 'resources/icons'), { recursive: true });
    const states = ['protected', 'attention', 'at-risk', 'working', 'paused'].map((state) => `tray/any/${state}-24.png`);
    expect(icons).toEqual(expect.arrayContaining(['app.png', ...states]));
    expect(icons.filter((name) => extension(name) !== '' && extension(name) !== '.png')).toEqual([]);
    expect((await readdir(join(unpacked, 'locales'))).sort()).toEqual(['en-US.pak', 'ja.pak']);
  });

  it.each(['deb', 'rpm'])('gives the %s a menu entry that its windows belong to', async (target) => {
    const entry = (await readFile(join(box.dir, 'bin', `${target}.desktop`), 'utf8')).trim().split('\n');
    expect(entry[0]).toBe('[Desktop Entry]');
    expect(entry).toEqual(
      expect.arrayContaining([
        'Name=Modosu',
        'Exec=/opt/Modosu/modosu %U',
        'Icon=modosu',
        'Type=Application',
        'Terminal=false',
        'StartupWMClass=org.modosu.Modosu',
        'Categories=Utility;',
      ]),
    );
    expect(entry.find((line) => line.startsWith('Comment='))).toMatch(/^Comment=Schedules and runs rdiff-backup over SSH/);
    expect(entry.find((line) => line.startsWith('Comment[ja]='))).toMatch(/[\u3040-\u30ff]/);
    const args = await asked(target);
    expect(args.filter((arg) => arg.includes('=/usr/share/')).map((arg) => arg.replace(/^.*?=/, ''))).toEqual([
      `/usr/share/icons/hicolor/scalable/apps/modosu.svg`,
      `/usr/share/icons/hicolor/512x512/apps/modosu.png`,
      '/usr/share/applications/org.modosu.Modosu.desktop',
    ]);
    expect(args.join(' ')).not.toContain('--no-sandbox');
  });

  it('makes a deb that brings ssh and recommends rdiff-backup, also where libraries have new names', async () => {
    const args = await asked('deb');
    expect(valuesOf(args, '--name')).toEqual(['modosu']);
    expect(valuesOf(args, '--license')).toEqual(['MIT']);
    expect(valuesOf(args, '--deb-recommends')).toEqual(['rdiff-backup']);
    const depends = ['openssh-client', 'libnss3', 'libnotify4', 'libgtk-3-0 | libgtk-3-0t64', 'libasound2 | libasound2t64'];
    expect(valuesOf(args, '-d')).toEqual(expect.arrayContaining(depends));
  });

  it('makes an rpm that brings ssh and recommends rdiff-backup', async () => {
    const args = await asked('rpm');
    expect(valuesOf(args, '--rpm-tag')).toEqual(['Recommends: rdiff-backup']);
    expect(valuesOf(args, '-d')).toEqual(expect.arrayContaining(['gtk3', '(nss or mozilla-nss)', '(openssh-clients or openssh)']));
  });

  it('installs a sandbox where user namespaces are forbidden (M12)', async () => {
    const script = await readFile(join(box.dir, 'bin/deb.after-install'), 'utf8');
    expect(script).toContain("chmod 4755 '/opt/Modosu/chrome-sandbox'");
    expect(await readFile(join(unpacked, 'resources/apparmor-profile'), 'utf8')).toContain('profile "modosu" "/opt/Modosu/modosu"');
    expect((await stat(join(unpacked, 'modosu'))).mode & 0o111).toBe(0o111);
  });
});

/**
 * What Electron and Node bring themselves; and one that dbus-native names for a kind of address that the program opens itself.
 */
const comesAlong = ['electron', 'abstract-socket', ...builtinModules, ...builtinModules.map((name) => `node:${name}`), 'node:sqlite'];

const extension = (path: string) => (path.endsWith('/LICENSE') ? 'LICENSE' : posix.extname(path));
