import type { Clock, Files, Processes, ShortResult } from './ports.ts';

/** A clock that stands still until somebody sleeps; `passed` is called after each sleep with the time on it. */
export function fakeClock(start = 0, passed: (ms: number) => void = () => undefined): Clock {
  let ms = 0;
  return {
    now: () => start + ms,
    monotonic: () => ms,
    sleep: (length) => {
      ms += length;
      passed(ms);
      return Promise.resolve();
    },
  };
}

const unexpected = (name: string) => (): never => {
  throw new Error(`unexpected call: ${name}`);
};

/** Processes of which a test gives only those it expects to be asked for. */
export const fakeProcesses = (given: Partial<Processes> = {}): Processes => ({
  self: { pid: 4000, startTime: '1', bootId: 'boot' },
  find: (program) => `/usr/bin/${program}`,
  run: unexpected('run'),
  launch: unexpected('launch'),
  markOf: () => undefined,
  beganAt: () => undefined,
  lives: () => false,
  group: () => [],
  signalGroup: unexpected('signalGroup'),
  writersOf: () => [],
  workingFolder: () => undefined,
  ...given,
});

/** What a short command that ran to its end answers. */
export const answered = (code: number, stdout = '', stderr = ''): ShortResult => ({ kind: 'ended', code, stdout, stderr });

/** Files that live in a map from path to text; a folder is a path that others begin with. */
export function fakeFiles(texts: Map<string, string> = new Map()): Files {
  const isFolder = (path: string) => [...texts.keys()].some((key) => key.startsWith(`${path === '/' ? '' : path}/`));
  const bytes = (path: string) => {
    const text = texts.get(path);
    return text === undefined ? undefined : Buffer.from(text);
  };
  return {
    info: (path) => {
      const file = bytes(path);
      if (!file && !isFolder(path)) return Promise.resolve(undefined);
      const kind = file ? 'file' : 'folder';
      return Promise.resolve({ kind, size: file?.length ?? 0, mode: file ? 0o600 : 0o700, mtimeMs: 0, inode: `1:${path}` });
    },
    realPath: (path) => Promise.resolve(texts.has(path) || isFolder(path) ? path : undefined),
    list: (folder) => {
      const below = [...texts.keys()].filter((key) => key.startsWith(`${folder}/`)).map((key) => key.slice(folder.length + 1));
      return Promise.resolve(below.length === 0 ? undefined : [...new Set(below.map((rest) => rest.split('/')[0] ?? ''))]);
    },
    read: (path, offset, maxBytes) => {
      const file = bytes(path);
      const from = offset < 0 ? Math.max(0, (file?.length ?? 0) + offset) : offset;
      return Promise.resolve(file?.subarray(from, from + maxBytes));
    },
    scan: (path, offset, maxBytes, take) => {
      const piece = bytes(path)?.subarray(offset).subarray(0, maxBytes) ?? Buffer.alloc(0);
      if (piece.length > 0) take(piece);
      return Promise.resolve(offset + piece.length);
    },
    text: (path, maxBytes) => Promise.resolve(bytes(path)?.subarray(0, maxBytes).toString('utf8')),
    stream: async function* (path) {
      await Promise.resolve();
      const file = bytes(path);
      if (!file) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
      yield file;
    },
    write: (path, content) => {
      texts.set(path, typeof content === 'string' ? content : Buffer.from(content).toString('utf8'));
      return Promise.resolve();
    },
    makeFolder: () => Promise.resolve(),
    append: (path, content) => {
      texts.set(path, (texts.get(path) ?? '') + (typeof content === 'string' ? content : Buffer.from(content).toString('utf8')));
      return Promise.resolve();
    },
    rename: (from, to) => {
      const text = texts.get(from);
      if (text === undefined) return Promise.reject(Object.assign(new Error(`ENOENT: ${from}`), { code: 'ENOENT' }));
      texts.delete(from);
      texts.set(to, text);
      return Promise.resolve();
    },
    copyFolder: unexpected('copyFolder'),
    remove: unexpected('remove'),
    space: () => Promise.resolve({ free: 1e12, size: 2e12, freeInodes: 1e6 }),
  };
}
