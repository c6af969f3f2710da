import { join } from 'node:path';
import { textsIn } from './hostile-doors.ts';
import type { HostileInput } from './hostile-input.ts';
import { brief, isLine, plantKey, safely, type Setting } from './hostile-setting.ts';
import type { Answer } from './shell.ts';

/** What is wrong with the shell's answer to one input, which has to be refused or kept exactly. */
export async function shellAnswers(set: Setting, { kind, text, expected }: HostileInput, index: number): Promise<string[]> {
  const { world, room } = set;
  const { port, user, keyFile } = world.office.sshd;
  const name = kind === 'host-name' || kind === 'job-name' ? text : `shell ${index}`.replace(' ', kind === 'key-file' ? '-' : ' ');
  const hostDraft = {
    name: name.replace(' ', '-'),
    address: '127.0.0.1',
    port: String(port),
    user,
    'key-file': keyFile,
    command: 'rdiff-backup',
    fingerprint: world.office.sshd.fingerprint(),
  };
  const jobDraft = { name, from: join(room, 'from'), to: join(room, `to ${index}`), exclude: 'x', keep: '1Y', marker: '.no' };
  if (kind === 'key-file' && expected === 'exact') await plantKey(set, text);
  const host = { ...hostDraft, ...(kind === 'host-name' ? { name: text } : { [kind]: text }) };
  const fields = { path: index % 2 === 0 ? 'from' : 'to', pattern: 'exclude', retention: 'keep', marker: 'marker' } as Partial<
    Record<string, string>
  >;
  const job = { ...jobDraft, ...(kind === 'job-name' ? { name: text } : { [fields[kind] ?? '']: text }) };
  const isHost = kind in hostDraft || kind === 'host-name';
  const hostAdd = [
    'host',
    'add',
    '--address',
    host.address,
    '--port',
    host.port,
    '--user',
    host.user,
    '--key',
    host['key-file'],
    '--command',
    host.command,
    '--fingerprint',
    host.fingerprint,
    '--',
    host.name,
  ];
  const jobAdd = [
    'job',
    'add',
    '--from',
    job.from,
    '--to',
    job.to,
    '--exclude',
    job.exclude,
    '--keep',
    job.keep,
    '--marker',
    job.marker,
    '--',
    job.name,
  ];
  const other = { 'host-name': ['host', 'test', '--', text], 'job-name': ['run', '--', text] }[kind as string];
  const add = isHost ? hostAdd : jobAdd;

  if (expected === 'refuse') return notRefused(await world.shell.call('--json', ...(other !== undefined && index % 2 === 1 ? other : add)));
  const added = await world.shell.call('--json', ...add);
  if (added.code !== 0) return [`exit ${added.code} ${added.stdout}${added.stderr}`];
  const list = await world.shell.ask<{ host?: { name: string }; job?: { name: string } }[]>(isHost ? 'host' : 'job', 'list');
  const shown = list.value.find((entry) => (entry.host ?? entry.job)?.name === (isHost ? host.name : job.name));
  const removed = await world.shell.call(isHost ? 'host' : 'job', 'remove', '--', isHost ? host.name : job.name);
  const texts: unknown[] = shown === undefined ? [] : textsIn(kind, shown);
  return [...(texts.includes(text) ? [] : [`kept ${brief(texts)}`]), ...(removed.code === 0 ? [] : [`not removed: ${removed.stderr}`])];
}

/** What is wrong with an answer that has to be wrong usage: exit code 3 and one sentence in one document. */
function notRefused({ code, stdout, stderr }: Answer): string[] {
  const answer = `exit ${code} ${brief(stdout)} ${brief(stderr)}`;
  if (code !== 3 || stderr !== '') return [answer];
  const { error } = safely(() => [JSON.parse(stdout)])[0] as { error?: { message?: unknown } };
  return typeof error?.message === 'string' && isLine(error.message) ? [] : [answer];
}
