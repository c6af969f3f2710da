import { request as plainRequest, STATUS_CODES, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
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

function send({ address, body, timeoutMs }: WebRequest): Promise<WebResult> {
  return new Promise((resolve) => {
    const over = AbortSignal.timeout(timeoutMs);
    let answer: WebResult | undefined;
    const failed = (error: unknown) => {
      resolve(answer ?? { ok: false, line: over.aborted ? `timed out after ${timeoutMs / 1000} s` : lineOf(error) });
    };
    try {
      const url = new URL(address);
      const secure = url.protocol === 'https:';
      const request = (secure ? secureRequest : plainRequest)(url, {
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
        const result = resultOf(response);
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

function resultOf({ statusCode = 0, statusMessage = '' }: IncomingMessage): WebResult {
  const words = statusMessage === '' ? (STATUS_CODES[statusCode] ?? '') : statusMessage;
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
