import { join } from 'node:path';
import type { FailureKind } from '../../electron/contract/failure.ts';
import type { RequestName } from '../../electron/contract/requests.ts';
import { hideSource, makeDeadEnd, placesIn, setMail, showSource, startSlow, untilDone, type Room } from './parity-room.ts';
import type { Transport } from './transports.ts';

/** One question and what has to come of it. The rest is arranged around it, and not compared. */
export type Case = {
  input: unknown;
  expect: 'ok' | FailureKind;
  /** Whether the value is compared too; else only that the reply is of the same kind. */
  kindOnly?: true;
  before: (transport: Transport) => Promise<void>;
  after: (transport: Transport) => Promise<void>;
};

/** What is asked in every transport, in this order, and on the state that the earlier cases left. */
export const casesOf = (room: Room): Record<RequestName, Case[]> => {
  const { from, to, stuck } = placesIn(room);
  const { sshd } = room;
  const host = { name: 'web1', address: '127.0.0.1', port: sshd.port, user: sshd.user, keyFile: sshd.keyFile, command: 'rdiff-backup' };
  const fingerprint = sshd.fingerprint();
  const other = `SHA256:${'A'.repeat(43)}`;
  const job = { name: 'files', from, to, rules: [{ action: 'exclude', pattern: 'cache' }] };
  const no = (expect: FailureKind, input: unknown): Case => ({ input, expect, before: nothing, after: nothing });
  const ok = (input: unknown, around: Partial<Case> = {}): Case => ({ input, expect: 'ok', before: nothing, after: nothing, ...around });
  const mail = {
    host: '127.0.0.1',
    port: 1,
    tls: 'none',
    user: 'me',
    password: 'file',
    from: 'modosu@example.com',
    to: ['admin@example.com'],
  };
  const restore = { name: 'files', at: '99B', paths: ['one.txt'], place: { kind: 'path', to: join(room.dir, 'restored') } };
  const none = { replace: 0, remove: 0 };
  const unknownHost = no('unknown-host', { name: 'nobody' });
  const unknownJob = no('unknown-job', { name: 'nobody' });
  const unknownRun = no('unknown-run', { run: 999 });

  return {
    'host.scan': [ok(host), no('invalid', { ...host, keyFile: '/nowhere/key' }), no('host-unreachable', { ...host, port: 1 })],
    'host.add': [
      ok({ ...host, fingerprint }),
      no('name-taken', { ...host, fingerprint }),
      no('fingerprint-differs', { ...host, name: 'web2', fingerprint: other }),
    ],
    'host.list': [ok({})],
    'host.test': [ok({ name: 'web1' }), unknownHost],
    'host.trust': [
      ok({ name: 'web1', fingerprint }),
      no('fingerprint-differs', { name: 'web1', fingerprint: other }),
      no('unknown-host', { name: 'nobody', fingerprint }),
    ],
    'host.change': [
      ok({ ...host, was: 'web1', fingerprint }),
      ok({ ...host, name: 'web3', was: 'web1', fingerprint }),
      no('unknown-host', { ...host, was: 'web1', fingerprint }),
      ok({ ...host, was: 'web3', fingerprint }),
    ],
    'key.list': [ok({})],
    'key.line': [ok({ keyFile: sshd.keyFile }), no('invalid', { keyFile: '/nowhere/key' })],
    'job.add': [
      ok(job),
      ok({ name: 'slow', from: `web1:${from}`, to: join(room.dir, 'slow') }),
      ok({ name: 'stuck', from, to: stuck }),
      no('name-taken', { ...job, to: join(room.dir, 'elsewhere') }),
      no('repository-taken', { ...job, name: 'again' }),
      no('unknown-host', { ...job, name: 'far', from: 'nobody:/srv' }),
      no('repository-inside-source', { name: 'inside', from, to: join(from, 'inside') }),
      no('invalid', { ...job, name: 'wrong', from: 'relative' }),
    ],
    'job.list': [ok({})],
    'job.show': [ok({ name: 'files' }), unknownJob],
    'run.start': [
      ok({ name: 'files' }, { kindOnly: true, after: (transport) => untilDone(transport, 1) }),
      ok({ name: 'files' }, { kindOnly: true, before: () => hideSource(from), after: (transport) => untilDone(transport, 2) }),
      ok({ name: 'stuck' }, { kindOnly: true, before: () => showSource(from), after: (transport) => untilDone(transport, 3) }),
      unknownJob,
    ],
    'run.list': [
      ok({ name: 'files', limit: 20 }),
      ok({ name: null, limit: 1, before: 3, show: 'bad' }),
      ok({ name: null, limit: 1000, show: 'good' }),
      no('unknown-job', { name: 'nobody', limit: 1 }),
      no('invalid', { name: null, limit: 0 }),
    ],
    'run.get': [ok({ run: 1 }), ok({ run: 2 }), unknownRun, no('invalid', { run: 0 })],
    'run.log': [
      ok({ run: 1, part: 'output', offset: 0 }),
      ok({ run: 1, part: 'errors', offset: 0 }),
      ok({ run: 2, part: 'output', offset: 1e15 }),
      no('unknown-run', { run: 999, part: 'output', offset: 0 }),
      no('invalid', { run: 1, part: 'all', offset: 0 }),
    ],
    'run.accept': [ok({ run: 2 }), no('not-suspicious', { run: 1 }), unknownRun],
    'job.adopt': [ok({ name: 'files' }), unknownJob],
    'job.change': [
      ok({ ...job, was: 'files', retention: '6M', marker: null }),
      no('unknown-job', { ...job, was: 'nobody' }),
      no('name-taken', { ...job, name: 'slow', was: 'files' }),
    ],
    'job.repair': [no('not-stuck', { name: 'files' }), ok({ name: 'stuck' }, { before: () => makeDeadEnd(stuck) }), unknownJob],
    // How far an index has come when it is asked about is a matter of luck.
    'history.open': [ok({ name: 'files' }, { kindOnly: true }), unknownJob],
    'history.rebuild': [ok({ name: 'files' }, { kindOnly: true }), unknownJob],
    'history.settled': [ok({ name: 'files' }, { kindOnly: true }), unknownJob],
    'history.sessions': [
      ok({ name: 'files' }, { kindOnly: true }),
      ok({ name: 'files', before: 1, limit: 1 }, { kindOnly: true }),
      unknownJob,
    ],
    'history.marks': [ok({ name: 'files', from: 0, to: 4e12 }, { kindOnly: true }), no('unknown-job', { name: 'nobody', from: 0, to: 1 })],
    'history.moment': [ok({ name: 'files', at: '1B' }, { kindOnly: true }), no('invalid', { name: 'files', at: 'soon' }), unknownJob],
    'history.folder': [
      ok({ name: 'files', at: '99B' }),
      ok({ name: 'files', at: '99B', order: 'size', later: true, offset: 1, limit: 1 }),
      no('unknown-path', { name: 'files', at: '99B', path: 'nowhere' }),
      no('invalid', { name: 'files', path: '../x' }),
      unknownJob,
    ],
    'history.versions': [
      ok({ name: 'files', path: 'one.txt' }),
      no('unknown-path', { name: 'files', path: 'nowhere' }),
      no('unknown-job', { name: 'nobody', path: 'x' }),
    ],
    'history.find': [
      ok({ name: 'files', text: 'ONE' }),
      ok({ text: '*.txt', limit: 2 }, { kindOnly: true }),
      no('invalid', { text: '' }),
      no('unknown-job', { name: 'nobody', text: 'x' }),
    ],
    'history.changes': [
      ok({ name: 'files', from: '99B', to: '0B' }, { kindOnly: true }),
      no('invalid', { name: 'files', from: 'soon' }),
      no('unknown-job', { name: 'nobody', from: 'now' }),
    ],
    'history.totals': [ok({ name: 'files', at: '99B', paths: [''] }), no('invalid', { name: 'files', paths: [] })],
    'history.largest': [ok({ name: 'files', at: '99B' }), no('invalid', { name: 'files', by: 'luck' }), unknownJob],
    'history.preview': [
      ok({ name: 'files', at: '99B', path: '' }),
      ok({ name: 'files', at: '99B', path: 'one.txt' }),
      no('unknown-path', { name: 'files', path: 'nowhere' }),
    ],
    'history.take': [no('not-a-file', { name: 'files', at: '99B', path: '' }), no('unknown-path', { name: 'files', path: 'nowhere' })],
    'history.piece': [no('restore-failed', { handle: 'take-00000000', offset: 0 })],
    'history.leave': [ok({ handle: 'take-00000000' })],
    'history.difference': [
      no('unknown-path', { name: 'files', from: '99B', path: 'nowhere' }),
      ok({ name: 'files', from: '99B', to: '0B', path: 'one.txt' }, { kindOnly: true }),
      no('invalid', { name: 'files', from: 'soon', path: 'one.txt' }),
    ],
    status: [ok({}), no('invalid', { more: 1 })],
    'run.cancel': [
      no('not-running', { name: 'files' }),
      ok({ name: 'slow' }, { kindOnly: true, before: (transport) => startSlow(transport), after: (transport) => untilDone(transport, 4) }),
      no('not-running', { name: 'nobody' }),
    ],
    'schedule.preview': [
      // The next times differ from second to second; that they are answered is what counts.
      ok({ rhythm: { kind: 'daily', at: '02:30' }, zone: 'Asia/Tokyo' }, { kindOnly: true }),
      no('invalid', { rhythm: { kind: 'cron', rule: 'every day' } }),
      no('invalid', { rhythm: { kind: 'daily', at: '25:00' } }),
      no('invalid', { rhythm: { kind: 'daily', at: '02:30' }, zone: 'Nowhere/City' }),
    ],
    'schedule.set': [
      ok({ name: 'files', schedule: { rhythm: { kind: 'weekly', days: [1, 5], at: '22:00' }, zone: 'Europe/Berlin' } }, { kindOnly: true }),
      ok({ name: 'files', schedule: null }),
      no('unknown-job', { name: 'nobody', schedule: null }),
    ],
    'schedule.due': [ok({}, { kindOnly: true })],
    'pause.set': [
      ok({ name: 'files', length: '1h' }, { kindOnly: true }),
      ok({ name: null, length: 'resumed' }, { kindOnly: true }),
      no('unknown-job', { name: 'nobody', length: '4h' }),
    ],
    'pause.end': [ok({ name: 'files' }), ok({ name: null }), unknownJob],
    'incident.list': [
      ok({ open: true }, { kindOnly: true }),
      ok({ open: false, limit: 5 }, { kindOnly: true }),
      no('invalid', { open: true, limit: 0 }),
    ],
    'removal.preview': [ok({ name: 'files' }, { kindOnly: true }), unknownJob],
    'removal.start': [
      no('invalid', { name: 'files', sessions: [] }),
      no('removal-held', { name: 'files', sessions: [1] }),
      no('unknown-job', { name: 'nobody', sessions: [1] }),
    ],
    'restore.preview': [
      ok(restore),
      ok({ ...restore, at: '99B', paths: ['one.txt', 'nowhere'], exact: true, special: true }),
      no('invalid', { ...restore, paths: [] }),
      no('invalid', { ...restore, place: { kind: 'path', to: 'relative' } }),
      no('unknown-host', { ...restore, place: { kind: 'path', to: 'nobody:/srv' } }),
      no('unknown-job', { ...restore, name: 'nobody' }),
    ],
    // First of all what starts nothing: inputs that are nearly right are made of it.
    'restore.start': [
      no('unknown-job', { ...restore, name: 'nobody', confirmed: none }),
      ok({ ...restore, confirmed: none }, { kindOnly: true, after: (transport) => untilDone(transport, 5) }),
      // Into the folder that is there by now.
      ok({ ...restore, paths: ['two.txt'], confirmed: none }, { kindOnly: true, after: (transport) => untilDone(transport, 6) }),
      no('invalid', { ...restore, confirmed: { replace: -1, remove: 0 } }),
    ],
    'restore.undo': [
      unknownRun,
      ok({ run: 6 }, { kindOnly: true, after: (transport) => untilDone(transport, 7) }),
      no('not-restored', { run: 6 }),
      no('not-restored', { run: 1 }),
    ],
    'verify.start': [
      unknownJob,
      ok({ name: 'files' }, { kindOnly: true, after: (transport) => untilDone(transport, 8) }),
      no('invalid', { name: 'files', at: 'soon' }),
    ],
    'drill.start': [
      unknownJob,
      ok({ name: 'files', scope: 'full' }, { kindOnly: true, after: (transport) => untilDone(transport, 9) }),
      no('invalid', { name: 'files', scope: 'some' }),
    ],
    'alerts.get': [ok({})],
    'alerts.change': [ok({ mailOnSuccess: true }), ok({ weeklyReport: true, ping: null }), no('invalid', { ping: 'ftp://example.com' })],
    'mail.set': [
      ok({ mail, password: 'canary-secret' }),
      no('invalid', { mail: { ...mail, to: ['a@example.com, b@example.com'] }, password: null }),
      ok({ mail: null, password: null }),
    ],
    'mail.test': [ok({ mail, password: 'canary-secret' }), no('invalid', { mail: { ...mail, to: [] }, password: null })],
    'mail.unlock': [
      { ...no('no-mail', { password: 'canary-secret' }), before: (transport) => setMail(transport, null) },
      ok(
        { password: 'canary-secret' },
        { before: (transport) => setMail(transport, mail), after: (transport) => setMail(transport, null) },
      ),
    ],
    'letter.list': [ok({ unsent: false }), ok({ unsent: true, limit: 1 }), no('invalid', { unsent: false, limit: 0 })],
    'letter.retry': [no('unknown-letter', { id: 99 })],
    'letter.discard': [no('unknown-letter', { id: 99 })],
    'address.test': [
      ok({ address: 'http://127.0.0.1:1/ping', of: 'ping' }),
      ok({ address: 'http://127.0.0.1:1/hook', of: 'webhook' }),
      no('invalid', { address: 'javascript:alert(1)', of: 'ping' }),
    ],
    'watchdog.get': [ok({}, { kindOnly: true })],
    'watchdog.set': [no('invalid', { on: 'yes' })],
    'program.about': [ok({})],
    // Whether it can be done depends on what stands around the program; the desktop's own tests do it.
    'autostart.set': [no('invalid', { on: 'yes' })],
    'preferences.get': [ok({})],
    'preferences.change': [ok({}), ok({ language: 'ja', appearance: 'dark', notifications: false }), no('invalid', { language: 'fr' })],
    'job.remove': [ok({ name: 'slow' }), no('unknown-job', { name: 'slow' })],
    'host.remove': [ok({ name: 'web1' }), unknownHost],
  };
};

const nothing = () => Promise.resolve();
