import { afterAll, beforeAll, expect } from 'vitest';
import type * as z from 'zod';
import { historyRequests } from '../../electron/contract/history.ts';
import { missing } from './needs.ts';
import { openPast, type Past } from './past.ts';

/** What must be there for it; undefined when it is. */
export const needs = missing.rdiffBackup;

type Failed = { error: { kind: string; facts: Record<string, unknown> } };
type Requests = typeof historyRequests;

/** A past that all tests of a file ask by the shell, in the zone of Tokyo. */
export function askedPast() {
  let opened: Past | undefined;
  const past = () => opened as Past;
  beforeAll(async () => {
    if (needs === undefined) opened = await openPast({ TZ: 'Asia/Tokyo' });
  });
  afterAll(() => opened?.remove());

  return {
    past,
    /** The lines of an answer that has to be one. */
    lines: async (...args: string[]): Promise<string[]> => {
      const { code, stdout, stderr } = await past().shell.call(...args);
      expect({ code, stderr }, args.join(' ')).toEqual({ code: 0, stderr: '' });
      return stdout.trimEnd().split('\n');
    },
    /** The document of an answer, as the contract describes it. */
    document: async <N extends keyof Requests>(name: N, ...args: string[]): Promise<z.output<Requests[N]['output']>> => {
      const { code, value } = await past().shell.ask<unknown>(...args);
      expect({ code, value: code === 0 ? 0 : value }, args.join(' ')).toEqual({ code: 0, value: 0 });
      return historyRequests[name].output.parse(value) as z.output<Requests[N]['output']>;
    },
    failure: async (...args: string[]): Promise<{ code: number; kind: string; facts: Record<string, unknown> }> => {
      const { code, value } = await past().shell.ask<Failed>(...args);
      return { code, kind: value.error.kind, facts: value.error.facts };
    },
    /** The bytes that a command writes to its standard output, and what it says beside them. */
    bytes: async (...args: string[]): Promise<{ code: number; bytes: Buffer; stderr: string }> => {
      const child = past().shell.start(...args);
      const pieces: Buffer[] = [];
      let stderr = '';
      child.stdout?.on('data', (piece: Buffer) => pieces.push(piece));
      child.stderr?.on('data', (piece: Buffer) => (stderr += piece.toString()));
      const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)));
      return { code, bytes: Buffer.concat(pieces), stderr };
    },
  };
}
