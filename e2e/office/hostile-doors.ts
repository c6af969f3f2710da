import type { createEngine } from '../../electron/engine.ts';
import type { HostileKind } from './hostile-input.ts';

type Engine = ReturnType<typeof createEngine>;
type Name = Parameters<Engine['ask']>[0];
type Reply = Awaited<ReturnType<Engine['ask']>>;
type Draft = Record<string, unknown>;
export type Question = { name: Name; input: unknown };

/** A host draft and a job draft that are accepted as they are; a hostile text takes the place of one field. */
export type Drafts = { host: Draft; job: Draft };

/** Asks without the compiler's knowledge of the question, as a window that was taken over would. */
export const askAnything = (engine: Engine, { name, input }: Question): Promise<Reply> => engine.ask(name, input as never);

const hostField: Partial<Record<HostileKind, string>> = {
  'host-name': 'name',
  address: 'address',
  user: 'user',
  port: 'port',
  'key-file': 'keyFile',
  command: 'command',
  fingerprint: 'fingerprint',
};

/** Every question that takes a text of this kind. */
export function questionsWith(kind: HostileKind, text: string, drafts: Drafts): Question[] {
  const { job } = drafts;
  const { fingerprint, ...scan } = drafts.host;
  const field = hostField[kind];
  const named = (names: readonly Name[], rest: Draft = {}): Question[] => names.map((name) => ({ name, input: { name: text, ...rest } }));
  const add = (change: Draft): Question => ({ name: 'job.add', input: { ...job, ...change } });
  const host: Question[] =
    field === undefined
      ? []
      : [
          { name: 'host.add', input: { ...drafts.host, [field]: text } },
          ...(kind === 'fingerprint' ? [] : [{ name: 'host.scan' as const, input: { ...scan, [field]: text } }]),
        ];
  switch (kind) {
    case 'host-name':
      return [...host, ...named(['host.test', 'host.remove']), ...named(['host.trust'], { fingerprint })];
    case 'fingerprint':
      return [...host, { name: 'host.trust', input: { name: 'web1', fingerprint: text } }];
    case 'address':
    case 'user':
    case 'port':
    case 'key-file':
    case 'command':
      return host;
    case 'job-name': {
      const each = named(['job.show', 'job.adopt', 'job.remove', 'run.start', 'run.cancel', 'verify.start', 'drill.start']);
      const restore = { paths: [''], place: { kind: 'new' } };
      const restores = [
        ...named(['restore.preview'], restore),
        ...named(['restore.start'], { ...restore, confirmed: { replace: 0, remove: 0 } }),
      ];
      return [add({ name: text }), ...each, ...restores, ...named(['run.list'], { limit: 20 })];
    }
    case 'path':
      return [add({ from: text }), add({ to: text }), add({ from: `web1:${text}` }), add({ to: `web1:${text}` })];
    case 'pattern':
      return [add({ rules: [{ action: 'exclude', pattern: text }] })];
    case 'retention':
      return [add({ retention: text })];
    case 'marker':
      return [add({ marker: text })];
    default:
      return kind satisfies never;
  }
}

/** The texts of this kind that a host or a job holds, as the program shows them. */
export function textsIn(kind: HostileKind, shown: { host?: Draft; job?: Draft; from?: string; to?: string }): unknown[] {
  const field = hostField[kind];
  const { host, job } = shown;
  if (field !== undefined) return [host?.[field]];
  if (kind === 'path') return [shown.from, shown.to];
  if (kind === 'pattern') return (job?.['selection'] as Draft[]).map(({ pattern }) => pattern);
  return [job?.[kind === 'job-name' ? 'name' : kind]];
}

/** The settings documents that carry a text of this kind; none for what the settings do not hold. */
export function documentsWith(kind: HostileKind, text: string, settings: { hosts: Draft[]; jobs: Draft[] }): Draft[] {
  const field = hostField[kind];
  const [host, job] = [settings.hosts[0] ?? {}, settings.jobs[0] ?? {}];
  const hosts = (change: Draft): Draft => ({ version: 1, ...settings, hosts: [{ ...host, ...change }] });
  const jobs = (change: Draft): Draft => ({ version: 1, ...settings, jobs: [{ ...job, ...change }] });
  if (kind === 'fingerprint') return [];
  if (field !== undefined) return [hosts({ [field]: text })];
  if (kind === 'path') return [jobs({ source: { host: null, path: text } }), jobs({ repository: { host: host['id'], path: text } })];
  if (kind === 'pattern') return [jobs({ selection: [{ action: 'exclude', pattern: text }] })];
  return [jobs({ [kind === 'job-name' ? 'name' : kind]: text })];
}
