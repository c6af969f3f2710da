import { spawn, type ChildProcess } from 'node:child_process';
import { bootCommand, letter } from '../../electron/restore/restore.testing.ts';
import { systemPython } from './needs.ts';

export type HandOrder = { op: string } & Record<string, unknown>;
/** `stream`: what follows the plan. `user`: whose process the hand is. */
export type HandOptions = { stream?: Uint8Array; user?: number; python?: string };
export type StartedHand = { child: ChildProcess; said: Promise<Buffer> };

/** Starts a hand on an order; `said` is all that it wrote, also when it was killed. */
export async function startHand(order: HandOrder, plan: Uint8Array | null = null, options: HandOptions = {}): Promise<StartedHand> {
  const { stream, user, python = systemPython } = options;
  const [file, ...args] = bootCommand(python);
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'], ...(user === undefined ? {} : { uid: user, gid: user }) });
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  // One that has failed reads no further.
  child.stdin.on('error', () => undefined);
  child.stdin.write(await letter(order, plan));
  child.stdin.end(stream);
  const said = new Promise<Buffer>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      resolve(Buffer.concat(pieces));
    });
  });
  return { child, said };
}

/** What a hand says at the end of an order; undefined where it was killed before. */
export async function endOfHand(hand: StartedHand): Promise<Record<string, unknown> | undefined> {
  const lines = (await hand.said).toString().trimEnd().split('\n');
  const last = JSON.parse(lines.at(-1) || 'null') as { end?: Record<string, unknown> } | null;
  return last?.end;
}

/** Carries out an order and answers its end, which is there unless the hand itself is broken. */
export async function handEnd(
  order: HandOrder,
  plan: Uint8Array | null = null,
  options: HandOptions = {},
): Promise<Record<string, unknown>> {
  const end = await endOfHand(await startHand(order, plan, options));
  if (end === undefined) throw new Error(`the hand has no end for ${order.op}`);
  return end;
}
