/** Hosts: the private ssh files of each, first contact, the test. A host is known by a key that a person confirmed (I6). */
export { scanHostKey, writeSshFiles, writeSshFor, type SshDeps } from './ask-host.ts';
export { connectionCause, lineAround } from './connection-messages.ts';
export { fetchRemoteFiles, listRemoteFiles, type RemoteFolder } from './fetch-files.ts';
export type { RemoteFile } from './fetch-files-batch.ts';
export type { FetchDeps, Unread } from './fetch-files-talk.ts';
export { fingerprintOf } from './host-key.ts';
export { keyFileMode, keyFileProblem, readingKeyLine } from './key-file.ts';
export { configName, remoteSchema, serverCommand } from './ssh-config.ts';
export { testHost } from './test-host.ts';
