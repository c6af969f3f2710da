import { Refusal } from '../contract/failure.ts';
import type { Files, Processes } from '../platform/ports.ts';
import type { Tools } from './context.ts';
import { programHere, pythonOf } from './hand.ts';

/** What a restore needs on this machine. Refuses with `restore-failed`. */
export async function toolsHere({ files, processes, home }: { files: Files; processes: Processes; home: string }): Promise<Tools> {
  const tool = processes.find('rdiff-backup');
  if (tool === undefined) throw new Refusal('restore-failed', { cause: 'tool-here', line: 'rdiff-backup: command not found' });
  const python = await pythonOf(files, processes, tool);
  if (python === undefined) throw new Refusal('restore-failed', { cause: 'python-missing', line: 'python3: command not found' });
  return { tool, python, program: await programHere(files, home), ssh: processes.find('ssh') };
}
