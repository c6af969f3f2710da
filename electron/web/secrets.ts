import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type Secrets = {
  /** The token of the first opening. */
  readonly start: string;
  /** Whether this was ever a secret of ours that still means something: the start token, void or not, or the session's. */
  knows(secret: string): boolean;
  /** Whether a window may come in with it now. */
  admits(secret: string): boolean;
  /** A window came in: its session secret, a new one when it came with the start token. */
  begin(secret: string): string;
  /** The window has asked something, so it holds its session secret: the start token is void. */
  spoke(): void;
};

/** The start token and the session secret that takes its place. They live in memory and end with the program. */
export function createSecrets(): Secrets {
  const start = fresh();
  let session = fresh();
  let isVoid = false;
  return {
    start,
    knows: (secret) => same(secret, start) || same(secret, session),
    admits: (secret) => (!isVoid && same(secret, start)) || same(secret, session),
    begin: (secret) => {
      if (same(secret, start)) session = fresh();
      return session;
    },
    spoke: () => {
      isVoid = true;
    },
  };
}

const fresh = () => randomBytes(32).toString('base64url');
const digest = (text: string) => createHash('sha256').update(text).digest();

/** Takes the same time wherever two secrets differ. */
const same = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));
