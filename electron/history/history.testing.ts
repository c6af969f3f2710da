/** What the tests with real tools look at inside this folder. */
export { dumpIndex } from './build/dump-index.testing.ts';
export { fits, updateIndex } from './build/update.ts';
export { createLook, type Look } from './look/look.ts';
export { restoreFile, type Wanted } from './look/restore-file.ts';
export { resolveMoment } from './moment.ts';
export { bringMetadata } from './remote/bring-metadata.ts';
export { keepAttributes } from './remote/keep-attributes.ts';
export { keepMetadata } from './remote/keep-metadata.ts';
export { listFiles, listSessions } from './remote/list-files.ts';
