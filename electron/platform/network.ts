import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { getSystemErrorMap } from 'node:util';
import { visible } from '../contract/words/visible.ts';
import { authorities } from './authorities.ts';
import type { Network, WebRequest, WebResult } from './ports.ts';

const longestAnswer = 65_536;
const longestLine = 200;

function answers(address: string, port: number, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (answer: boolean) => () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(end(false), timeoutMs);
    socket.once('connect', end(true)).on('error', end(false));
  });
}

async function send({ address, body, timeoutMs }: WebRequest): Promise<WebResult> {
  const over = AbortSignal.timeout(timeoutMs);
  // Loaded when they are needed: a command that sends nothing starts an eighth sooner without them.
  const [http, https] = await Promise.all([import('node:http'), import('node:https')]);
  return new Promise((resolve) => {
    let answer: WebResult | undefined;
    const failed = (error: unknown) => {
      resolve(answer ?? { ok: false, line: over.aborted ? `timed out after ${timeoutMs / 1000} s` : lineOf(error) });
    };
    try {
      const url = new URL(address);
      const secure = url.protocol === 'https:';
      const request = (secure ? https : http).request(url, {
        ...(secure ? { ca: authorities() } : {}),
        // An agent of its own: the shared one would go through a proxy that the environment names.
        agent: false,
        signal: over,
        method: body === null ? 'GET' : 'POST',
        headers: {
          'user-agent': 'Modosu',
          accept: '*/*',
          ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        },
      });
      request.on('error', failed);
      request.once('response', (response) => {
        const result = resultOf(response, http.STATUS_CODES);
        answer = result;
        passOver(response, () => {
          request.destroy();
          resolve(result);
        });
      });
      request.end(body ?? undefined);
    } catch (error) {
      failed(error);
    }
  });
}

function resultOf({ statusCode = 0, statusMessage = '' }: IncomingMessage, known: Partial<Record<number, string>>): WebResult {
  const words = statusMessage === '' ? (known[statusCode] ?? '') : statusMessage;
  const line = oneLine(`${statusCode} ${words}`.trimEnd());
  const ok = statusCode >= 200 && statusCode < 300;
  return { ok, line: statusCode >= 300 && statusCode < 400 ? `${line}, a redirect, which is not followed` : line };
}

/** Lets an answer pass by, and calls `over` at its end, wherever that comes from. */
function passOver(response: IncomingMessage, over: () => void): void {
  let length = 0;
  response.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length > longestAnswer) over();
  });
  response.once('close', over).on('error', over);
}

function lineOf(error: unknown): string {
  // All addresses of a name were tried; the first one tells as much as any.
  const one: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(one instanceof Error)) return 'failed';
  const errno = 'errno' in one && typeof one.errno === 'number' ? one.errno : undefined;
  // Behind the semicolon Node recommends an option of its own.
  return oneLine(errno === undefined ? one.message.replace(/;.*/s, '') : (getSystemErrorMap().get(errno)?.[1] ?? one.message));
}

const oneLine = (text: string): string => visible(text.slice(0, longestLine));

/** The network of this machine. */
export const systemNetwork: Network = { answers, send };
