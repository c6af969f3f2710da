import { must, type Shell } from './context.ts';
import { entryBelow } from './shown-path.ts';

/** The entry of a job that a person means by a path. */
export async function typedEntry({ engine }: Shell, job: string, typed: string): Promise<string> {
  if (!typed.startsWith('/')) return entryBelow('/', typed);
  return entryBelow(must(await engine.ask('job.show', { name: job })).job.source.path, typed);
}
