/** How to call the tool, and how to read what it says and what it leaves. Nothing here decides what an outcome is. */
export { backupCommand, listCommand, regressCommand, removeCommand, shellLine } from './command.ts';
export { readErrorStream, type ErrorStream } from './error-stream.ts';
export { giveRootIncrement, incrementBytes, rootIncrements } from './increments.ts';
export { causeOf, isHarmless } from './messages.ts';
export { parseListing, type RemoteListing } from './remote-listing.ts';
export { growingSnapshot, inspectRepository, notSavedAt, sessionAt, type Repository, type RepositoryState } from './repository.ts';
export { anchored, selectionList } from './selection.ts';
export { printedStatistics } from './statistics.ts';
export { isDrivable, parseVersion } from './version.ts';
