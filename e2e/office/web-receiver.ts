import { createServer } from 'node:http';
import { listen } from './ports.ts';

/** Hears pings and webhooks. */
export async function startReceiver() {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      heard.push(`${request.url ?? ''}${body === '' ? '' : ` ${body}`}`);
      response.end('OK');
    });
  });
  const port = await listen(server);
  return { heard, address: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}
