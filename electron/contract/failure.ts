import * as z from 'zod';

/** Values that a sentence of the catalogue is filled with. */
export const Facts = z.record(z.string(), z.union([z.string(), z.number()]));
export type Facts = z.infer<typeof Facts>;

/** Every refusal that the program foresees; the words for each are in the catalogue under `failure.<kind>`. */
export const FailureKind = z.enum([
  'invalid',
  'unknown-host',
  'unknown-job',
  'unknown-run',
  'unknown-request',
  'name-taken',
  'host-in-use',
  'job-active',
  'repository-taken',
  'repository-inside-source',
  'not-running',
  'not-suspicious',
  'not-stuck',
  'repository-busy',
  'fingerprint-differs',
  'host-unreachable',
  'settings-unreadable',
  'settings-newer',
  'home-unusable',
  'home-held',
  'not-here',
  'no-keyring',
  'removal-differs',
  'removal-held',
  'unknown-letter',
  'no-mail',
  'unknown-path',
  'no-session',
  'session-damaged',
  'history-unread',
  'history-restricted',
  'restore-failed',
  'file-damaged',
  'not-a-file',
  'not-a-folder',
  'restore-target',
  'restore-as-one',
  'not-restored',
  'target-restricted',
  'port-taken',
  'port-forbidden',
  'too-large',
  'bug',
]);
export type FailureKind = z.infer<typeof FailureKind>;

/** A failure as it crosses to a window or to the shell: data, never a thrown object. */
export type Failure = { kind: FailureKind; facts: Facts };
export type Reply<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** A refusal we foresaw and can explain to the user. Anything else thrown is a bug. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: FailureKind;
  readonly facts: Facts;
  constructor(kind: FailureKind, facts: Facts = {}, options?: ErrorOptions) {
    super(`${kind} ${JSON.stringify(facts)}`, options);
    this.kind = kind;
    this.facts = facts;
  }
}
