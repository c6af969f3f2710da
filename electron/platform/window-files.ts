import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One file of the window as it is sent: text or bytes, and its headers. */
export type WindowFile = { body: Buffer; headers: Record<string, string> };
export type WindowFiles = {
  /** The file at an address path such as `/` or `/assets/x.js`; undefined for everything that is not on the list. */
  get(path: string): WindowFile | undefined;
};

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The policy of a page (Content Security Policy 3): nothing but its own files; `connect` is what it may speak to. */
const policy = (nonce: string, connect: "'self'" | "'none'"): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const common = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Reads the built window once: from then on this list is all there is, whatever is asked for. */
export function windowFiles(folder: string, connect: "'self'" | "'none'"): WindowFiles {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length)] : [],
  );
  const files = new Map(paths.map((path) => [path, readFileSync(join(folder, path))]));
  return {
    get: (path) => {
      const name = path === '/' ? '/index.html' : path;
      const body = files.get(name);
      const type = types[extname(name)];
      if (!body || type === undefined) return undefined;
      const headers = { ...common, 'Content-Type': type };
      if (name !== '/index.html') return { body, headers: { ...headers, 'Cache-Control': 'no-cache' } };
      const nonce = randomBytes(16).toString('base64');
      return {
        body: Buffer.from(body.toString('utf8').replaceAll('%CSP_NONCE%', nonce)),
        headers: { ...headers, 'Cache-Control': 'no-store', 'Content-Security-Policy': policy(nonce, connect) },
      };
    },
  };
}
