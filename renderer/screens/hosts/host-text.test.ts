import { describe, expect, it } from 'vitest';
import { sampleHost } from '../../../electron/contract/samples.testing.ts';
import { HostDraft } from '../../../electron/contract/host.ts';
import type { FailureKind } from '../../../electron/contract/failure.ts';
import { compare } from './compare-keys.ts';
import { blankHost, draftOf, refusedField, textOf, wrongFields } from './host-text.ts';

const word = (key: string) => key;
const view = (command: string) => ({ host: { ...sampleHost(), command }, fingerprint: '', jobs: [] });

describe('a host as text', () => {
  it.each(['rdiff-backup', 'sudo -n rdiff-backup', '/opt/bin/rdiff-backup'])('with %s is the same host again', (command) => {
    const { name, address, port, user, keyFile } = sampleHost();
    expect(draftOf(textOf(view(command)))).toEqual({ name, address, port, user, keyFile, readKeyFile: null, command });
  });
  it('keeps its second key, and has none where none is typed', () => {
    const { host, ...rest } = view('rdiff-backup');
    const text = textOf({ ...rest, host: { ...host, readKeyFile: '/k/read' } });
    expect([draftOf(text).readKeyFile, draftOf({ ...text, readKeyFile: ' ' }).readKeyFile]).toEqual(['/k/read', null]);
  });
  it('says what is wrong with each field', () => {
    const blank = wrongFields(word, { ...blankHost, port: '2x', readKeyFile: 'read', way: 'path' });
    expect(Object.keys(blank).sort()).toEqual(Object.keys(HostDraft.shape).sort());
    expect(Object.values(blank)).not.toContain(undefined);
  });
  it('knows the field that the engine means', () => {
    const field = (kind: FailureKind, facts = {}) => Object.keys(refusedField(word, { kind, facts }) ?? { none: '' })[0];
    expect([
      field('name-taken'),
      field('host-unreachable', { cause: 'refused' }),
      field('invalid', { field: 'keyFile', reason: 'key-too-open' }),
      field('invalid', { field: '', reason: '' }),
      field('bug'),
    ]).toEqual(['name', 'address', 'keyFile', 'none', 'none']);
  });
});

describe('a pasted fingerprint', () => {
  const seen = `SHA256:${'Ab3/'.repeat(10)}xyz`;
  it.each([
    [seen, 'same'],
    [`256 ${seen} root@web1 (ED25519)\n`, 'same'],
    [seen.replace('Ab3', 'ab3'), 'differs'],
    [seen.slice(0, -1), null],
    [`${seen}A`, null],
    ['MD5:aa:bb', null],
    ['', null],
  ])('%j is %j', (pasted, answer) => {
    expect(compare(pasted, seen)).toBe(answer);
  });
});
