import type { ConnectionCause } from '../contract/outcome.ts';

type Sign = [pattern: RegExp, cause: ConnectionCause];

// What ssh(1) 8.4-9.9, the login shell and rdiff-backup 2.0-2.2 print; the first match decides, so the order is from certain to vague.
const signs: readonly Sign[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED|Host key verification failed|no matching host key type|host key is known for/i,
    'host-key-changed',
  ],
  [/Could not resolve hostname/, 'name-not-found'],
  [/UNPROTECTED PRIVATE KEY FILE|: bad permissions/, 'key-too-open'],
  [/Identity file .* not accessible|^Load key ".*": (?!bad permissions)/m, 'key-unreadable'],
  [/Connection refused/, 'refused'],
  [
    /connect to host .*timed out|Connection timed out during banner exchange|Connection to .* timed out|banner exchange: .*timed out/,
    'timed-out',
  ],
  [/No route to host|Network is unreachable|Host is down/, 'unreachable'],
  [/sudo: (?:a password is required|no tty present|.*not allowed|sorry)|is not in the sudoers file/i, 'sudo-refused'],
  [/^\S+@\S+: Permission denied \(/m, 'login-refused'],
  [
    /(?:rdiff-backup|sudo|env)[’'"]?: (?:command )?not found|command not found: \S*(?:rdiff-backup|sudo|env)|env: .*rdiff-backup.*No such file|(?:rdiff-backup|sudo).*No such file or directory\s*$/im,
    'tool-missing',
  ],
  [/Impossibly high data amount|Truncated header <b'.+'>/, 'greeting'],
  [
    // Not where a traceback shows the line of the program that was at work (four blanks), whatever ended it.
    /isn't compatible|Switches missing or wrong number|arguments are required: action|^(?! {4}).*(?:initialize_dictionaries|Globals\.get|setcurtime_local|specifics\.get)/m,
    'version',
  ],
  [/Security Violation/, 'restricted'],
  [
    /Timeout, server .* not responding|Connection (?:reset|closed) by|closed by remote host|Broken pipe|ConnectionReadError|ConnectionWriteError|Truncated header|kex_exchange_identification|client_loop/,
    'connection-lost',
  ],
];

/** Why a connection did not work, out of what was printed; `line` is the line that says so. Undefined when nothing is known. */
export function connectionCause(printed: string): { cause: ConnectionCause; line: string } | undefined {
  for (const [pattern, cause] of signs) {
    const found = pattern.exec(printed);
    if (found) return { cause, line: lineAround(printed, found.index) };
  }
  return undefined;
}

/** The whole line of `text` that holds the character at `index`. */
export function lineAround(text: string, index: number): string {
  const end = text.indexOf('\n', index);
  return text.slice(text.lastIndexOf('\n', index - 1) + 1, end < 0 ? undefined : end).trim();
}
