import { describe, expect, it } from 'vitest';
import { Refusal } from '../contract/failure.ts';
import { sampleHost, sampleJob } from '../contract/samples.testing.ts';
import { emptySettings, type Settings } from '../contract/settings.ts';
import { fakeFiles } from '../platform/fakes.testing.ts';
import type { Database, DocumentFile } from '../platform/ports.ts';
import { createSettingsStore } from './settings-store.ts';

const good: Settings = { ...emptySettings, hosts: [sampleHost()], jobs: [sampleJob()] };
const text = JSON.stringify(good);

function setup(main: string | undefined, copy: string | undefined) {
  const texts = new Map<string, string>();
  if (main !== undefined) texts.set('/home/settings.json', main);
  if (copy !== undefined) texts.set('/home/settings.last-good.json', copy);
  let locked = false;
  let prepared = 0;
  const document = (name: string): DocumentFile => {
    const path = `/home/${name}.json`;
    return {
      path,
      prepare: () => Promise.resolve(void (prepared += 1)),
      read: () => texts.get(path),
      write: (value) => {
        if (!locked || prepared < 2) throw new Error('written without lock or preparation');
        texts.set(path, JSON.stringify(value));
      },
      setAside: () => {
        const aside = `/home/${name}.damaged-1.json`;
        texts.set(aside, texts.get(path) ?? '');
        texts.delete(path);
        return aside;
      },
    };
  };
  const database = {
    exclusive: <T>(work: () => T): T => {
      locked = true;
      try {
        return work();
      } finally {
        locked = false;
      }
    },
  } as Database;
  const store = createSettingsStore({
    document: document('settings'),
    copy: document('settings.last-good'),
    database,
    files: fakeFiles(texts),
  });
  return { store, texts, after: () => [...texts.entries()].map(([path, value]) => [path.slice(6), value]).sort() };
}

const refusal = async (work: Promise<unknown>) =>
  work.catch((error: unknown) => (error instanceof Refusal ? { kind: error.kind, facts: error.facts } : error));

describe('settings are never silently empty (fault rows F1, F2, F12)', () => {
  it('without any there are none, and nothing is written by looking', async () => {
    const { store, after } = setup(undefined, undefined);
    expect(await store.load()).toEqual(emptySettings);
    expect(after()).toEqual([]);
  });

  it('good ones are read, whatever the copy is', async () => {
    for (const copy of [undefined, text, 'garbage']) expect(await setup(text, copy).store.load()).toEqual(good);
  });

  it('what has not changed is checked once, and what another program wrote is seen at once', async () => {
    const { store, texts } = setup(text, text);
    const first = await store.load();
    expect(await store.load()).toBe(first);
    texts.set('/home/settings.json', JSON.stringify(emptySettings));
    expect(await store.load()).toEqual(emptySettings);
    texts.set('/home/settings.json', '{');
    expect(await store.load()).toEqual(good);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '\0\0\0\0',
    text.slice(0, -1),
    '{"version":1}',
    text.replace('"port":22', '"port":0'),
    `${text}x`,
    '"__proto__"',
  ])('damaged ones (%j) are set aside, the last good copy takes their place, and a notice says so', async (damaged) => {
    const { store, after } = setup(damaged, text);
    expect(await store.load()).toEqual(good);
    expect(after()).toEqual([
      ['settings.damaged-1.json', damaged],
      ['settings.json', text],
      ['settings.last-good.json', text],
    ]);
    expect(await store.notices()).toEqual([{ kind: 'settings-aside', facts: { file: 'settings.damaged-1.json' } }]);
  });

  it('missing ones come back from the copy', async () => {
    const { store, texts } = setup(undefined, text);
    expect(await store.load()).toEqual(good);
    expect(texts.get('/home/settings.json')).toBe(text);
    expect(await store.notices()).toEqual([]);
  });

  it('when both are damaged nothing is touched, neither by looking nor by a change', async () => {
    const unreadable = { kind: 'settings-unreadable', facts: { file: '/home/settings.json' } };
    for (const [main, copy] of [
      ['{', 'x'],
      [undefined, 'x'],
      ['{', undefined],
    ] as const) {
      const { store, after } = setup(main, copy);
      const before = after();
      expect(await refusal(store.load())).toEqual(unreadable);
      expect(await refusal(store.change(() => emptySettings))).toEqual(unreadable);
      expect(after()).toEqual(before);
    }
  });
});

describe('settings of a newer program are refused and left alone (fault row F3)', () => {
  const newer = '{"version":7,"hosts":[],"jobs":[]}';
  const refused = { kind: 'settings-newer', facts: { file: '/home/settings.json', version: 7 } };
  it.each([
    ['with a newer copy', newer],
    ['without a copy', undefined],
    ['with a damaged copy', '{'],
  ])('%s', async (_, copy) => {
    const { store, after } = setup(newer, copy);
    const before = after();
    expect(await refusal(store.load())).toEqual(refused);
    expect(await refusal(store.change(() => emptySettings))).toEqual(refused);
    expect(after()).toEqual(before);
  });
  it('except beside a copy of this version: then it is set aside and the copy is used', async () => {
    const { store, after } = setup(newer, text);
    expect(await store.load()).toEqual(good);
    expect(after()).toContainEqual(['settings.json', JSON.stringify(good)]);
    expect(after().map(([, content]) => content)).toContain(newer);
  });
});

describe('a change', () => {
  it('sees the newest settings and is kept in both files', async () => {
    const { store, after } = setup(text, undefined);
    const next = await store.change((settings) => ({ ...settings, jobs: [] }));
    expect(next).toEqual({ ...good, jobs: [] });
    expect(after()).toEqual(['settings.json', 'settings.last-good.json'].map((name) => [name, JSON.stringify(next)]));
    expect(await store.load()).toEqual(next);
  });
  it('that is refused or would not be readable again changes nothing', async () => {
    const { store, after } = setup(text, text);
    const before = after();
    const refuse = () => {
      throw new Refusal('name-taken', { name: 'x' });
    };
    expect(await refusal(store.change(refuse))).toEqual({ kind: 'name-taken', facts: { name: 'x' } });
    await expect(store.change((settings) => ({ ...settings, hosts: [sampleHost(), sampleHost()] }))).rejects.toThrow('twice');
    expect(after()).toEqual(before);
  });
});
