import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HostKey } from '../contract/host.ts';
import { sampleHost } from '../contract/samples.testing.ts';
import { systemProcesses } from '../platform/processes.ts';
import { algorithmsOf, fingerprintOf, firstKnownKey } from './host-key.ts';

const { hostKey } = sampleHost();

describe('a fingerprint is the one that ssh-keygen prints, so that a person can compare them (I6, attack row J1)', () => {
  const processes = systemProcesses();
  it.for(['ed25519', 'ecdsa', 'rsa'])('%s', async (type, { skip }) => {
    const tool = processes.find('ssh-keygen') ?? skip('ssh-keygen is not installed');
    const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const keygen = (...args: string[]) => processes.run({ file: tool, args, cwd: folder, timeoutMs: 20_000 });
    await keygen('-q', '-t', type, ...(type === 'rsa' ? ['-b', '2048'] : []), '-N', '', '-C', '', '-f', 'key');
    const printed = (await keygen('-lf', 'key.pub')).stdout;
    const [kind, key] = readFileSync(join(folder, 'key.pub'), 'utf8').trim().split(' ');
    expect(printed).toContain(` ${fingerprintOf(HostKey.parse({ type: kind, key }))} `);
  });
});

describe('the first key of a known_hosts text', () => {
  const line = `host-00000000 ${hostKey.type} ${hostKey.key}`;
  it.each([
    ['one line', `${line}\n`, hostKey],
    ['with a comment', `${line} a comment\n`, hostKey],
    ['after lines of another shape', `# comment\n\n@revoked * ssh-rsa AAAA\nhost ssh-dss AAAA\n${line}\n`, hostKey],
    ['none', '', undefined],
    ['only half a line', line.slice(0, 40), undefined],
  ])('%s', (_, text, expected) => {
    expect(firstKnownKey(text)).toEqual(expected);
  });
});

it('a pinned key is proved by its own algorithm only, and RSA never with SHA-1 (attack row J3)', () => {
  const types = HostKey.shape.type.options.map((type) => [type, algorithmsOf({ ...hostKey, type })]);
  expect(Object.fromEntries(types)).toEqual({
    'ssh-ed25519': 'ssh-ed25519',
    'ecdsa-sha2-nistp256': 'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384': 'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521': 'ecdsa-sha2-nistp521',
    'ssh-rsa': 'rsa-sha2-512,rsa-sha2-256',
  });
});
