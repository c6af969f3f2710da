/** Hosts: the private ssh files of each, first contact, the test. A host is known by a key that a person confirmed (I6). */
export { scanHostKey, writeSshFiles, type SshDeps } from './ask-host.ts';
export { connectionCause, lineAround } from './connection-messages.ts';
export { fingerprintOf } from './host-key.ts';
export { keyFileMode, keyFileProblem } from './key-file.ts';
export { remoteSchema, serverCommand } from './ssh-config.ts';
export { testHost } from './test-host.ts';
