import type { Failure, Reply } from '../../electron/contract/failure.ts';
import type { EventName, EventOf, Input, Output, RequestName } from '../../electron/contract/requests.ts';
import { connectSocket, type Bridge } from './socket-bridge.ts';

declare global {
  interface Window {
    /** What the preload exposes in Electron; absent in a browser. */
    readonly modosu?: Pick<Bridge, 'ask' | 'on'>;
  }
}

const bridge: Bridge = window.modosu ? { ...window.modosu, state: () => () => undefined } : connectSocket();

/** A refusal of the engine, thrown so that a query or a form can catch it. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** Asks the engine. Throws `Refused` with the failure as data; anything else thrown means that nobody answered. */
export async function ask<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> {
  const reply = (await bridge.ask(name, input)) as Reply<Output<N>>;
  if (reply.ok) return reply.value;
  throw new Refused(reply.failure);
}

/** Hears what the engine announces until the answered function is called. */
export const on = <N extends EventName>(name: N, listener: (value: EventOf<N>) => void): (() => void) =>
  bridge.on(name, (value) => listener(value as EventOf<N>));

/** Whether the engine can be reached; in Electron it always can. */
export const onState = bridge.state;
