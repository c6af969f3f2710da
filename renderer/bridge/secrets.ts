import { tokenMark } from '../../electron/contract/wire.ts';

// Kept for this tab alone, over its reloads.
const [token, session] = ['modosu.token', 'modosu.session'];

/** What this tab may be let in with: the token it was opened with, then the secret it was given. */
export const secrets = (): string[] => [token, session].flatMap((key) => sessionStorage.getItem(key) ?? []);

/** The engine's side has let this tab in. */
export function keepSession(secret: string): void {
  sessionStorage.setItem(session, secret);
  sessionStorage.removeItem(token);
}

/** Takes the start token out of the address, where it would be seen and bookmarked. */
export function keepToken(): void {
  const given = tokenInAddress();
  if (given !== undefined) sessionStorage.setItem(token, given);
}

/** An address with a token that is typed into this very tab loads nothing anew by itself. */
export function followAddress(isRefused: () => boolean): void {
  addEventListener('hashchange', () => {
    const given = tokenInAddress();
    if (given === undefined || !isRefused()) return;
    sessionStorage.setItem(token, given);
    location.reload();
  });
}

function tokenInAddress(): string | undefined {
  if (!location.hash.startsWith(tokenMark)) return undefined;
  const given = location.hash.slice(tokenMark.length);
  history.replaceState(null, '', location.pathname);
  return given;
}
