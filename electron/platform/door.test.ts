import { describe, expect, it } from 'vitest';
import { Refusal } from '../contract/failure.ts';
import { requests, type RequestName } from '../contract/requests.ts';
import { sampleRun } from '../contract/samples.testing.ts';
import { answer, type Handlers } from './door.ts';

function setup(given: Partial<Handlers> = {}) {
  const asked: unknown[] = [];
  const handlers = Object.fromEntries(Object.keys(requests).map((name) => [name, (input: unknown) => asked.push([name, input])]));
  const all = { ...handlers, ...given } as unknown as Handlers;
  const ask = (name: unknown, input?: unknown) => answer(all, name as RequestName, input);
  return { ask, asked };
}

describe('a question through the door (I9, attack row M1)', () => {
  it('reaches its handler parsed', async () => {
    const { ask } = setup({ 'run.get': ({ run }) => sampleRun({ id: run }) });
    expect(await ask('run.get', { run: 9 })).toEqual({ ok: true, value: sampleRun({ id: 9 }) });
  });

  it.each(['nothing', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'x'.repeat(5000)])(
    'of the unknown name %j reaches no handler',
    async (name) => {
      const { ask, asked } = setup();
      const reply = await ask(name, {});
      expect(reply).toEqual({ ok: false, failure: { kind: 'unknown-request', facts: { name: name.slice(0, 100) } } });
      expect(asked).toEqual([]);
    },
  );

  it.each([5, null, undefined, {}, ['run.get', 'x'], Symbol.iterator])('whose name is no text is answered with data too', async (name) => {
    const { ask, asked } = setup();
    expect(await ask(name, {})).toMatchObject({ ok: false, failure: { kind: 'unknown-request' } });
    expect(asked).toEqual([]);
  });

  const refused = { ok: false, failure: expect.objectContaining({ kind: 'invalid' }) as unknown };

  it.each(Object.keys(requests))('with input of any wrong shape is refused by %s', async (name) => {
    const wrong = [undefined, null, 5, 'x', [], () => 1, { name: 5 }, { name: {} }, { run: '1' }, { run: Infinity }, { surplus: 1 }];
    const { ask, asked } = setup();
    expect(await Promise.all(wrong.map((input) => ask(name, input)))).toEqual(wrong.map(() => refused));
    expect(asked).toEqual([]);
  });

  it('with more than was asked for, or with prototype keys, is refused (attack row I13)', async () => {
    const { ask, asked } = setup();
    const texts = ['{"run":1,"x":1}', '{"run":1,"constructor":{}}', '{"run":1,"__proto__":{"admin":true}}'];
    expect(await Promise.all(texts.map((text) => ask('run.get', JSON.parse(text))))).toEqual(texts.map(() => refused));
    expect(asked).toEqual([]);
  });

  it('names the field and the reason', async () => {
    const { ask } = setup();
    expect(await ask('host.test', { name: '-x' })).toEqual({
      ok: false,
      failure: { kind: 'invalid', facts: { field: 'name', reason: 'host-name' } },
    });
  });
});

describe('what a handler throws crosses as data', () => {
  const thrown = async (error: unknown) => {
    const fail = () => {
      throw error;
    };
    return Promise.all([
      setup({ 'run.get': fail }).ask('run.get', { run: 1 }),
      setup({ 'run.get': async () => Promise.resolve().then(fail) }).ask('run.get', { run: 1 }),
    ]);
  };
  it.each([
    ['a refusal', new Refusal('unknown-run', { run: 1 }), { kind: 'unknown-run', facts: { run: 1 } }],
    ['an error', new Error('boom'), { kind: 'bug', facts: { line: 'boom' } }],
    ['a text', 'boom', { kind: 'bug', facts: { line: 'boom' } }],
    ['nothing', undefined, { kind: 'bug', facts: { line: 'undefined' } }],
  ])('%s', async (_, error, failure) => {
    expect(await thrown(error)).toEqual([
      { ok: false, failure },
      { ok: false, failure },
    ]);
  });
});
