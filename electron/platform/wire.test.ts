import { expect, it } from 'vitest';
import { maxAskLength } from '../contract/wire.ts';
import { answerText } from './wire.ts';

const echo = (name: string, input: unknown) => Promise.resolve({ ok: true as const, value: { name, input } });
const ask = async (text: unknown) => JSON.parse(await answerText(echo, text)) as unknown;
const refused = (kind: string) => ({ id: -1, reply: { ok: false, failure: expect.objectContaining({ kind }) as unknown } });

it('a question is answered with its own id', async () => {
  expect(await ask('{"id":3,"name":"status","input":{}}')).toEqual({ id: 3, reply: { ok: true, value: { name: 'status', input: {} } } });
});

it.each<[string, unknown]>([
  ['no text', { id: 1, name: 'status', input: {} }],
  ['bytes', new Uint8Array(3)],
  ['no JSON', '{"id":1'],
  ['no question', '[]'],
  ['an extra field', '{"id":1,"name":"status","input":{},"more":1}'],
  ['an id that is none', '{"id":-5,"name":"status","input":{}}'],
  ['a name that is none', '{"id":1,"name":["status"],"input":{}}'],
])('what is no question is refused, not thrown (attack row M1): %s', async (_, text) => {
  expect(await ask(text)).toEqual(refused('invalid'));
});

it('a question beyond the cap is refused before it is read (attack row M1)', async () => {
  expect(await ask(`{"id":1,"name":"status","input":"${'x'.repeat(maxAskLength)}"}`)).toEqual(refused('too-large'));
});
