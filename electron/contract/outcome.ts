import * as z from 'zod';
import { Facts } from './failure.ts';

/** What a run came to: exactly one, out of the truth table. Only `ok` and `recovered` are green. */
export const OutcomeKind = z.enum(['ok', 'recovered', 'incomplete', 'suspicious', 'failed', 'busy', 'stuck', 'interrupted', 'cancelled']);
export type OutcomeKind = z.infer<typeof OutcomeKind>;

/** Why a connection to a host does not work, and the answers of a host test. */
export const ConnectionCause = z.enum([
  'name-not-found',
  'refused',
  'timed-out',
  'unreachable',
  'host-key-changed',
  'login-refused',
  'key-unreadable',
  'key-too-open',
  'passphrase-needed',
  'tool-missing',
  'sudo-refused',
  'version',
  'greeting',
  'restricted',
  'connection-lost',
]);
export type ConnectionCause = z.infer<typeof ConnectionCause>;

/** Why a run did not end well; the words are in the catalogue under `cause.<cause>`. */
export const Cause = z.enum([
  ...ConnectionCause.options,
  'source-missing',
  'source-not-folder',
  'source-empty',
  'source-shrunk',
  'nothing-saved',
  'files-not-saved',
  'warnings',
  'disk-full',
  'home-full',
  'read-only',
  'permission',
  'clock',
  'writer',
  'repository-missing',
  'repository-foreign',
  'repository-not-folder',
  'repository-unknown',
  'repository-damaged',
  'repository-locked',
  'repository-inside-source',
  'dead-end',
  'no-statistics',
  'no-session',
  'session-interrupted',
  'not-started',
  'killed',
  'program-ended',
  'log-flood',
  'by-user',
  'settings-changed',
  'removal-held',
  'removal-differs',
  'removal-incomplete',
  'removal-lost',
  'tool-here',
  'python-missing',
  'files-damaged',
  'files-unrecorded',
  'attributes-unread',
  'entries-refused',
  'target-changed',
  'target-not-folder',
  'target-inside-repository',
  'repository-inside-target',
  'mount-inside',
  'nothing-restored',
  'rolled-back',
  'changed-since',
  'work-gone',
  'unknown',
]);
export type Cause = z.infer<typeof Cause>;

export const Outcome = z.strictObject({ kind: OutcomeKind, cause: Cause.nullable(), facts: Facts });
export type Outcome = z.infer<typeof Outcome>;

/** True for the outcomes that left a restore point which needs no attention. */
export const isGreen = (kind: OutcomeKind): boolean => kind === 'ok' || kind === 'recovered';
