import type { IncomingMessage } from 'node:http';
import { socketPath, socketProtocol } from '../contract/wire.ts';

/** The two ways a browser on this machine may name us. The name must be exactly one of them, whatever the resolver says (DNS rebinding). */
export const hostsOf = (port: number): readonly [string, string] => [`127.0.0.1:${port}`, `localhost:${port}`];

/** Whether a request was meant for us. */
export const isOurs = (request: IncomingMessage, hosts: readonly string[]): boolean => ourHost(request, hosts) !== undefined;

/** The secret of an opening that comes from our own page; undefined for every other one. */
export function secretOf(request: IncomingMessage, hosts: readonly string[]): string | undefined {
  const host = ourHost(request, hosts);
  if (host === undefined || request.url !== socketPath || only(request, 'origin') !== `http://${host}`) return undefined;
  const [protocol, secret, ...rest] = (only(request, 'sec-websocket-protocol') ?? '').split(',').map((part) => part.trim());
  return protocol === socketProtocol && rest.length === 0 ? secret : undefined;
}

function ourHost(request: IncomingMessage, hosts: readonly string[]): string | undefined {
  const host = only(request, 'host');
  return host !== undefined && hosts.includes(host) ? host : undefined;
}

/** A header that came exactly once. */
function only(request: IncomingMessage, name: string): string | undefined {
  const values = request.headersDistinct[name] ?? [];
  return values.length === 1 ? values[0] : undefined;
}
