import { Refusal } from '../contract/failure.ts';
import type { Files, Processes } from '../platform/ports.ts';
import type { Tools } from './context.ts';
import { programHere, pythonOf } from './hand.ts';

type Deps = { files: Files; processes: Processes; home: string };

/** What a restore needs on this machine. Refuses with `restore-failed`. */
export async function toolsHere(deps: Deps): Promise<Tools> {
  const tool = deps.processes.find(name);
  if (tool === undefined) throw new Refusal('restore-failed', { cause: 'tool-here', line: 'rdiff-backup: command not found' });
  return toolsWith(deps, tool);
}

/**
 * The same for what was begun before, and for what puts back: to place things or to take them back needs no rdiff-backup. What does need it fails
 * when it comes to it.
 */
export const toolsToEnd = (deps: Deps): Promise<Tools> => toolsWith(deps, deps.processes.find(name));

const name = 'rdiff-backup';

async function toolsWith({ files, processes, home }: Deps, tool: string | undefined): Promise<Tools> {
  const python = tool === undefined ? processes.find('python3') : await pythonOf(files, processes, tool);
  if (python === undefined) throw new Refusal('restore-failed', { cause: 'python-missing', line: 'python3: command not found' });
  return { tool: tool ?? name, python, program: await programHere(files, home), ssh: processes.find('ssh') };
}
