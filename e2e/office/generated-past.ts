import { generatedIn, generateRepository, type GeneratedOptions } from './generated-repository.ts';
import { referenceTimes } from './reference-reader.ts';

/**
 * Generates a repository, and answers what `look` saw of its source at every session that it has in the end, by their times, oldest first. One
 * whose kill came too late is one of them.
 */
export async function generatedPast<T>(options: GeneratedOptions, look: (source: string) => Promise<T>): Promise<Map<number, T>> {
  const { source, repository } = generatedIn(options.dir);
  const seen = new Map<number, T>();
  for await (const step of generateRepository(options)) {
    const newest = referenceTimes(repository).at(-1);
    if (newest === undefined) throw new Error(`no session after: ${step.note}`);
    if (!seen.has(newest)) seen.set(newest, await look(source));
  }
  return new Map(
    referenceTimes(repository).map((time) => {
      const found = seen.get(time);
      if (found === undefined) throw new Error(`nobody has seen the session at ${String(time)}`);
      return [time, found];
    }),
  );
}
