import * as tls from 'node:tls';

let known: string[] | undefined;

/** Whom this machine trusts to vouch for a server: what comes with Node.js, and what its administrator has added to the system. */
export function authorities(): string[] {
  known ??= [...new Set([...tls.rootCertificates, ...ofSystem()])];
  return known;
}

function ofSystem(): string[] {
  try {
    // Node.js has it from 22.15 on (nodejs.org/api/tls.html).
    return tls.getCACertificates('system');
  } catch {
    // A machine without a store of its own.
    return [];
  }
}
