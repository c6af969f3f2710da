import type { CustomScheme } from 'electron';
import type { Target } from '../contract/wire.ts';
import { addressOf } from '../contract/wire.ts';
import type { WindowFiles } from '../platform/window-files.ts';

const host = 'modosu';

/** The origin of the window's page: only it may ask the engine. */
export const pageOrigin = `app://${host}`;

/** To be registered before Electron is ready. */
export const pageScheme: CustomScheme = { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } };

/** The address of a screen. */
export const pageAddress = (target: Target): string => `${pageOrigin}/#${addressOf(target)}`;

/** What the scheme answers: the files on the list, by GET, to our own host name. */
export function pageAnswer(files: WindowFiles, { method, url }: Pick<Request, 'method' | 'url'>): Response {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address?.protocol !== 'app:' || address.host !== host) return new Response(null, { status: 404 });
  if (method !== 'GET') return new Response(null, { status: 405, headers: { Allow: 'GET' } });
  const file = files.get(address.pathname);
  return file ? new Response(new Uint8Array(file.body), { headers: file.headers }) : new Response(null, { status: 404 });
}
