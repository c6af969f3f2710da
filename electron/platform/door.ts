import { Refusal, type Failure, type Reply } from '../contract/failure.ts';
import { requests, type Asked, type Output, type RequestName } from '../contract/requests.ts';

export type Handlers = { [N in RequestName]: (input: Asked<N>) => Output<N> | Promise<Output<N>> };

/** One question through the door: known by name, parsed, and answered with data in every case. */
export async function answer<N extends RequestName>(handlers: Handlers, name: N, input: unknown): Promise<Reply<Output<N>>> {
  const asked: unknown = name;
  if (typeof asked !== 'string' || !Object.hasOwn(requests, asked))
    return { ok: false, failure: { kind: 'unknown-request', facts: { name: String(asked).slice(0, 100) } } };
  try {
    const parsed = requests[name].input.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return { ok: false, failure: { kind: 'invalid', facts: { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' } } };
    }
    const handler: (input: Asked<N>) => Output<N> | Promise<Output<N>> = handlers[name];
    return { ok: true, value: await handler(parsed.data as Asked<N>) };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** What a thrown thing is to the person who asked. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refusal) return { kind: error.kind, facts: error.facts };
  return { kind: 'bug', facts: { line: error instanceof Error ? error.message : String(error) } };
}
