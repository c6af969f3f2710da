import { folded } from '../tables.ts';

/** What names are compared with. Names are given folded. */
export type NamePattern = {
  matches(name: string): boolean;
  /** 0: the very name that was written, 1: it begins so, 2: all others. */
  rank(name: string): number;
  /** Texts that every name that matches holds, one behind the other. */
  pieces: readonly string[];
};

/** One character, whichever; and any number of them. */
const one = Symbol('?');
const many = Symbol('*');
type Token = string | typeof one | typeof many;

/** A part of a name; or, where it holds `*` or `?`, a pattern of a whole name. Case and width do not matter. */
export function namePattern(text: string): NamePattern {
  if (!/[*?]/.test(text)) {
    const part = folded(text);
    return {
      matches: (name) => name.includes(part),
      rank: (name) => (name === part ? 0 : name.startsWith(part) ? 1 : 2),
      pieces: [part],
    };
  }
  // Taken apart first: a wide question mark, which is a common letter in Japanese names, is folded to a plain one.
  const parts = text.split(/([*?])/).map((part, at) => (at % 2 === 1 ? (part === '*' ? many : one) : folded(part)));
  const tokens = parts.flatMap((part): Token[] => (typeof part === 'string' ? Array.from(part) : [part]));
  const pieces = parts.filter((part): part is string => typeof part === 'string' && part !== '');
  return {
    matches: (name) => pieces.every((piece) => name.includes(piece)) && fits(Array.from(name), tokens),
    rank: () => 2,
    pieces,
  };
}

/** Goes back to the last `*` alone, so that no pattern, however made, costs more than its length times that of the name. */
function fits(name: readonly string[], tokens: readonly Token[]): boolean {
  let at = 0;
  let token = 0;
  let back: { at: number; token: number } | undefined;
  while (at < name.length) {
    const wanted = tokens[token];
    if (wanted === many) {
      back = { at, token };
      token += 1;
    } else if (wanted === one || wanted === name[at]) {
      at += 1;
      token += 1;
    } else if (back) {
      back = { at: back.at + 1, token: back.token };
      at = back.at;
      token = back.token + 1;
    } else return false;
  }
  while (tokens[token] === many) token += 1;
  return token === tokens.length;
}

const mostTrigrams = 24;
/** What stands in the index for a byte that is not UTF-8 is not known exactly. */
const uncertain = /[\ud800-\udfff\ufffd]/u;

/** What the trigrams of the index are asked for so that they name every name that holds these pieces; null where no piece is long enough. */
export function trigramsOf(pieces: readonly string[]): string | null {
  const all = new Set<string>();
  for (const piece of pieces) {
    const letters = Array.from(piece);
    for (let at = 0; at + 3 <= letters.length; at += 1) {
      const trigram = letters.slice(at, at + 3);
      if (!trigram.some((letter) => uncertain.test(letter))) all.add(trigram.join(''));
    }
  }
  const step = Math.ceil(all.size / mostTrigrams);
  const some = Array.from(all).filter((_, at) => at % step === 0);
  return some.length === 0 ? null : some.map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ');
}
