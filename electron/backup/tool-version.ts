import type { Files, Processes } from '../platform/ports.ts';
import { parseVersion } from '../rdiff-backup/rdiff-backup.ts';
import type { RunStore } from '../runs/runs.ts';

type Deps = { files: Files; processes: Processes; store: RunStore; home: string };

/** The version of a program file. It is asked once for each: a version changes only when the file does. */
export async function askToolVersion({ files, processes, store, home }: Deps, tool: string): Promise<string | undefined> {
  const info = await files.info((await files.realPath(tool)) ?? tool);
  const key = `version ${tool} ${info?.inode ?? ''} ${String(info?.mtimeMs)}`;
  const kept = store.fact(key);
  if (kept !== undefined) return kept;
  const asked = await processes.run({ file: tool, args: ['--version'], cwd: home, timeoutMs: 20_000 });
  const version = parseVersion(asked.stdout);
  if (version !== undefined) store.keepFact(key, version);
  return version;
}
