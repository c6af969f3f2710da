import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { windowFiles } from '../platform/window-files.ts';
import { pageAddress, pageAnswer } from './scheme.ts';

const folder = mkdtempSync(join(tmpdir(), 'modosu-scheme-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'window/assets'), { recursive: true });
writeFileSync(join(folder, 'secret.js'), 'secret');
writeFileSync(join(folder, 'window/index.html'), '<meta name="csp-nonce" nonce="%CSP_NONCE%">');
writeFileSync(join(folder, 'window/assets/index-1a.js'), 'let here;');
const files = windowFiles(join(folder, 'window'), "'none'");
const get = (url: string, method = 'GET') => pageAnswer(files, { method, url });

it('serves the page with a policy whose nonce is the one in the page and another one each time', async () => {
  const [first, second] = [get('app://modosu/#run/17'), get('app://modosu/')];
  const policy = first.headers.get('Content-Security-Policy') ?? '';
  const nonce = /nonce-([^']+)/.exec(policy)?.[1] ?? '';
  expect(await first.text()).toBe(`<meta name="csp-nonce" nonce="${nonce}">`);
  expect(policy).toContain("default-src 'none'; script-src 'self'");
  expect(policy).toContain("connect-src 'none'");
  expect(second.headers.get('Content-Security-Policy')).not.toBe(policy);
});

it('serves a file of the bundle with its type', async () => {
  const answer = get('app://modosu/assets/index-1a.js?x#y');
  expect([answer.status, answer.headers.get('Content-Type'), await answer.text()]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'let here;',
  ]);
});

it.each([
  'app://modosu/../secret.js',
  'app://modosu/../../etc/passwd',
  'app://modosu/%2e%2e/secret.js',
  'app://modosu/..%2fsecret.js',
  'app://modosu/%2e%2e%2fsecret.js',
  'app://modosu/..%5csecret.js',
  'app://modosu/assets/%252e%252e/%252e%252e/secret.js',
  'app://modosu//etc/passwd',
  'app://modosu/assets',
  'app://modosu/assets/index-1a.js/',
  'app://modosu/assets/index-1a.js%00.html',
  'app://modosu/absent.js',
  'app://other/',
  'app://modosu.example/',
  'app://modosu:80/',
  'file:///etc/passwd',
  'https://modosu/',
  'no address',
])('has nothing at %s', (url) => {
  expect(get(url).status).toBe(404);
});

it.each(['POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('does not accept %s', (method) => {
  expect(get('app://modosu/', method).status).toBe(405);
});

it('names a screen by the part behind the #', () => {
  expect(pageAddress({ screen: 'job', job: 'web 1/日' })).toBe('app://modosu/#job/web%201%2F%E6%97%A5');
});
