import { describe, expect, it } from 'vitest';
import { FailureKind } from '../failure.ts';
import { Moment } from '../history.ts';
import { HostDraft, RemoteCommand } from '../host.ts';
import { IncidentCause } from '../incident.ts';
import { DrillDays, Job, Marker, Pattern, Retention, TargetHours } from '../job.ts';
import { AbsolutePath } from '../location.ts';
import { Address, Fingerprint, HostId, HostName, JobName, Port, User } from '../names.ts';
import { Cause, OutcomeKind } from '../outcome.ts';
import { Notice } from '../requests.ts';
import { RestoreObstacle } from '../restore.ts';
import { Action, Phase, RunState } from '../run.ts';
import { Level } from '../requests.ts';
import { sampleHost, sampleJob } from '../samples.testing.ts';
import { PauseLength, Rhythm, SkipReason, Zone } from '../schedule.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { mailEn } from './mail-en.ts';

const english = en as Record<string, string>;
const japanese = ja as Record<string, string>;
const placeholders = (text: string) => [...new Set(text.match(/\{\{.*?\}\}/g) ?? [])].sort();
const has = (words: Record<string, string>, key: string) => (words[key] ?? words[`${key}_other`] ?? '') !== '';

describe('both languages say the same', () => {
  it('every key of one is a key of the other, but for the singular, which Japanese does not have', () => {
    const plural = Object.keys(english).filter((key) => !key.endsWith('_one'));
    expect(Object.keys(japanese).sort()).toEqual(plural.sort());
  });
  it('every sentence is filled with the same facts', () => {
    const of = (words: Record<string, string>) =>
      Object.fromEntries(Object.keys(japanese).map((key) => [key, placeholders(words[key] ?? '')]));
    expect(of(japanese)).toEqual(of(english));
  });
  it('no sentence of either is empty, and no English one was left in Japanese', () => {
    const blank = Object.entries({ ...english, ...japanese }).filter(([, text]) => text.trim() === '');
    const same = Object.entries(japanese).filter(
      ([key, text]) => text === english[key] && /[A-Za-z]{2}/.test(text.replace(/\{\{.*?\}\}/g, '')),
    );
    expect([blank, same]).toEqual([[], []]);
  });
});

describe('nothing that can happen is without words', () => {
  const needed = [
    ...Cause.options.flatMap((cause) => [`cause.${cause}`, `fix.${cause}`]),
    ...FailureKind.options.map((kind) => `failure.${kind}`),
    ...OutcomeKind.options.map((kind) => `outcome.${kind}`),
    ...RunState.options.map((state) => `state.${state}`),
    ...Phase.options.map((phase) => `phase.${phase}`),
    ...Action.options.flatMap((action) => [`action.${action}`, `incident-card.${action}`]),
    ...IncidentCause.options.flatMap((cause) => [`incident.${cause}`, `incident-word.${cause}`]),
    ...RestoreObstacle.options.map((obstacle) => `obstacle.${obstacle}`),
    ...Level.options.map((level) => `level.${level}`),
    ...SkipReason.options.map((reason) => `skip.${reason}`),
    ...PauseLength.options.map((length) => `pause.${length}`),
    ...Notice.shape.kind.options.map((kind) => `notice.${kind}`),
  ];
  it.each([
    ['English', english],
    ['Japanese', japanese],
  ])('in %s', (_, words) => {
    expect(needed.filter((key) => !has(words, key))).toEqual([]);
  });
  it('and no words are kept for a cause that cannot happen', () => {
    const causes = new Set<string>(Cause.options);
    const stale = Object.keys(japanese).filter((key) => /^(?:cause|fix)\./.test(key) && !causes.has(key.replace(/^\w+\.|_other$/g, '')));
    expect(stale).toEqual([]);
  });
});

it('every reason why a value is refused has words, and no words are left over', () => {
  const { name, address, port, user, keyFile, command } = sampleHost();
  const refused = [
    HostName.safeParse('-'),
    JobName.safeParse('-'),
    HostId.safeParse('-'),
    Address.safeParse('-'),
    Port.safeParse(0),
    User.safeParse('-'),
    Fingerprint.safeParse('-'),
    RemoteCommand.safeParse('-'),
    HostDraft.safeParse({ name, address, port, user, command, keyFile: keyFile.replaceAll('/', '') }),
    ...['x', '/\\', '/\n', '/\ud800', `/${'x'.repeat(300)}`, '/..'].map((path) => AbsolutePath.safeParse(path)),
    Pattern.safeParse(''),
    Job.safeParse(sampleJob({ selection: Array.from({ length: 501 }, () => ({ action: 'exclude', pattern: 'x' })) })),
    Job.safeParse(sampleJob({ selection: [{ action: 'include', pattern: 'x' }] })),
    Job.safeParse(sampleJob({ source: { host: 'host-0000000a', path: '/' }, repository: { host: 'host-0000000a', path: '/b' } })),
    Retention.safeParse('-'),
    Marker.safeParse('-'),
    TargetHours.safeParse(0),
    DrillDays.safeParse(0),
    Zone.safeParse('+09:00'),
    Moment.safeParse(''),
    ...[
      { kind: 'daily', at: '24:00' },
      { kind: 'weekly', days: [], at: '02:30' },
      { kind: 'hourly', every: 5, minute: 0 },
      { kind: 'hourly', every: 6, minute: 60 },
      { kind: 'monthly', day: 31, at: '02:30' },
      { kind: 'cron', rule: '' },
    ].map((rhythm) => Rhythm.safeParse(rhythm)),
  ].map((answer) => `invalid.${answer.error?.issues[0]?.message ?? ''}`);
  // Not said by a schema: by jobs/job-draft.ts, by schedule/rule.ts, by the shell, and for everything without words of its own.
  const shell = ['invalid.no-schedule', 'invalid.pause-length', 'invalid.path-outside'];
  const known = [...refused, ...shell, 'invalid.pattern-outside', 'invalid.never', 'invalid.other'];
  expect(
    Object.keys(japanese)
      .filter((key) => key.startsWith('invalid.') && !(key in mailEn))
      .sort(),
  ).toEqual(known.sort());
});
