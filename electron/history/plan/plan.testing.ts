import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bytesOf, type EntryPath } from '../../contract/entry-path.ts';
import type { Renamed } from '../../contract/renamed.ts';
import { localFiles } from '../../platform/files.ts';
import { openIndexFile } from '../../platform/index-file.ts';
import { fillIndex, type PlainSession } from '../questions/index.testing.ts';
import type { PlanSums } from './plan-order.ts';
import { writePlan } from './write-plan.ts';

const fields = ['kind', 'path', 'size', 'sha1', 'modified', 'mode', 'uid', 'gid', 'user', 'group', 'target', 'links', 'way'] as const;
/** A record of a plan; texts are bytes, as latin1. */
export type ReadRecord = Record<(typeof fields)[number], string>;

/** The records of a plan that was written. */
export function readPlan(path: string): ReadRecord[] {
  const parts = readFileSync(path, 'latin1').split('\0');
  if (parts.pop() !== '' || parts.length % fields.length !== 0) throw new Error('the last record of the plan is not whole');
  return Array.from(
    { length: parts.length / fields.length },
    (_, at) => Object.fromEntries(fields.map((field, place) => [field, parts[at * fields.length + place]])) as ReadRecord,
  );
}

export const latin1 = (path: EntryPath): string => Buffer.from(bytesOf(path)).toString('latin1');

/** A file of recorded attributes, as rdiff-backup writes it; paths are in order already. */
export const attributesOf = (paths: readonly EntryPath[]): string =>
  paths.map((path) => `# file: ${path === '' ? '.' : escaped(path)}\nuser.x=0sAP8K\nuser.y\n`).join('');
const escaped = (path: EntryPath) =>
  latin1(path).replaceAll(/[^!-<>-[\]-~]/g, (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`);

/** An index of some sessions, of which retention has taken the first `gone` away, and the folder with files of its repository. */
export function createPlanning(sessions: readonly PlainSession[], gone = 0) {
  const top = mkdtempSync(join(tmpdir(), 'modosu-plan-'));
  const [file, data, into] = [join(top, 'index.db'), join(top, 'data'), join(top, 'plan')];
  mkdirSync(data);
  writeFileSync(join(data, 'chars_to_quote'), '');
  fillIndex(file, sessions, gone).close();
  const stamp = (time: number) => new Date(time * 1000).toISOString().replace('.000', '');
  return {
    into,
    /** Puts a file beside the metadata; packed when its name says so. */
    put: (name: string, content: string | Buffer) =>
      writeFileSync(
        join(data, name),
        name.endsWith('.gz') && typeof content === 'string' ? gzipSync(Buffer.from(content, 'latin1')) : content,
      ),
    nameOf: (base: string, time: number, packed = true) => `${base}.${stamp(time)}.snapshot${packed ? '.gz' : ''}`,
    plan: async (
      session: number,
      paths: readonly EntryPath[],
      renamed: Renamed | null = null,
      byTool = false,
    ): Promise<{ sums: PlanSums; records: ReadRecord[] }> => {
      const order = { file, data, attributes: data, session, paths, renamed, byTool, into };
      const sums = await writePlan({ files: localFiles, open: openIndexFile }, order);
      return { sums, records: readPlan(into) };
    },
    [Symbol.dispose]: () => rmSync(top, { recursive: true }),
  };
}
