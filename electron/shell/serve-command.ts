import { Refusal } from '../contract/failure.ts';
import { Port } from '../contract/names.ts';
import type { RequestName } from '../contract/requests.ts';
import type { Engine } from '../engine.ts';
import { failureOf } from '../platform/door.ts';
import { openInBrowser } from '../platform/browser.ts';
import type { Asking } from '../platform/wire.ts';
import type { Shell } from './context.ts';
import { exit, say, sayFailure } from './say.ts';

export type ServeOptions = { port?: string; open: boolean };

/** Lets a browser on this machine in, on this port or a free one. Refuses with `port-taken` and `port-forbidden`. */
export type OpenDoor = (engine: { ask: Asking; on: Engine['on'] }, port: number | null) => Promise<Door>;
export type Door = { address: string; close(): Promise<void> };

/** The window in a browser, until Ctrl+C or SIGTERM. Runs at work go on without this program. */
export async function serve(shell: Shell, options: ServeOptions, openDoor: OpenDoor): Promise<number> {
  const port = options.port === undefined ? null : typedPort(options.port);
  await shell.engine.stay();
  const code = await serveUntilEnd(shell, port, options.open, openDoor).catch((error: unknown) =>
    sayFailure(shell.json, shell, failureOf(error)),
  );
  // What waits here for a run that goes on must not hold the program.
  shell.engine.close();
  process.exit(code);
}

async function serveUntilEnd(shell: Shell, port: number | null, open: boolean, openDoor: OpenDoor): Promise<number> {
  const { engine } = shell;
  const ended = new Promise<void>((resolve) => {
    // Kept to the end: a signal that nobody else listens to any more is sent again by execa, and would end the program on the spot.
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        resolve();
      });
  });
  const ask: Asking = (name, input) => engine.ask(name as RequestName, input as never);
  const { address, close } = await openDoor({ ask, on: engine.on }, port);
  say(shell, { address }, [address]);
  if (open) openInBrowser(address);
  await ended;
  await close();
  return exit.ok;
}

function typedPort(text: string): number {
  const port = Port.safeParse(/^\d{1,5}$/.test(text) ? Number(text) : Number.NaN);
  if (!port.success) throw new Refusal('invalid', { field: 'port', reason: 'port' });
  return port.data;
}
