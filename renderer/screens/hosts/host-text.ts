import { HostDraft } from '../../../electron/contract/host.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { HostView } from '../../../electron/contract/requests.ts';
import { fieldSentence, type Translate } from '../../../electron/contract/words/sentences.ts';
import { reasonAgainst, type Errors } from '../../parts/errors.ts';

/** A host as it is typed. */
export type HostText = {
  name: string;
  address: string;
  port: string;
  user: string;
  keyFile: string;
  readKeyFile: string;
  way: 'plain' | 'sudo' | 'path';
  path: string;
};
/** The fields that can be wrong, by the engine's names. */
export type HostField = keyof HostDraft;

export const blankHost: HostText = { name: '', address: '', port: '22', user: '', keyFile: '', readKeyFile: '', way: 'plain', path: '' };
/** The two ways to call rdiff-backup that are not a path. */
export const commandOf = { plain: 'rdiff-backup', sudo: 'sudo -n rdiff-backup' } as const;

/** A kept host as text. */
export function textOf({ host: { name, address, port, user, keyFile, readKeyFile, command } }: HostView): HostText {
  const way = command === commandOf.plain ? 'plain' : command === commandOf.sudo ? 'sudo' : 'path';
  const path = way === 'path' ? command : '';
  return { name, address, port: String(port), user, keyFile, readKeyFile: readKeyFile ?? '', way, path };
}

/** What the text says, whether it is right or not. */
export function draftOf({ name, address, port, user, keyFile, readKeyFile, way, path }: HostText): HostDraft {
  return {
    name: name.trim(),
    address: address.trim(),
    port: /^\s*\d+\s*$/.test(port) ? Number(port) : Number.NaN,
    user: user.trim(),
    keyFile: keyFile.trim(),
    readKeyFile: readKeyFile.trim() === '' ? null : readKeyFile.trim(),
    command: way === 'path' ? path.trim() : commandOf[way],
  };
}

/** What the contract has against one field. */
export const wrongField = (t: Translate, text: HostText, field: HostField): string | undefined =>
  reasonAgainst(t, HostDraft.shape[field], draftOf(text)[field]);

/** What the contract has against all of it. */
export function wrongFields(t: Translate, text: HostText): Errors<HostField> {
  const fields = Object.keys(HostDraft.shape) as HostField[];
  return Object.fromEntries(fields.map((field) => [field, wrongField(t, text, field)]));
}

/** The field that a refusal of the engine is about, with its words; undefined when it is about none. */
export function refusedField(t: Translate, failure: Failure): Errors<HostField> | undefined {
  const field =
    failure.kind === 'name-taken'
      ? 'name'
      : failure.kind === 'host-unreachable'
        ? 'address'
        : failure.kind === 'invalid'
          ? String(failure.facts['field'])
          : '';
  return field in HostDraft.shape ? { [field]: fieldSentence(t, failure) } : undefined;
}
