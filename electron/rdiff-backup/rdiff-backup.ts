/** How to call the tool, and how to read what it says and what it leaves. Nothing here decides what an outcome is. */
export {
  backupCommand,
  bringDataCommand,
  listCommand,
  listFilesCommand,
  regressCommand,
  removeCommand,
  restoreCommand,
  restoreListCommand,
  shellLine,
  verifyCommand,
} from './command.ts';
export { createSignCounter } from './count-lines.ts';
export { readErrorStream, type ErrorStream } from './error-stream.ts';
export { giveRootIncrement, incrementBytes, rootIncrements } from './increments.ts';
export { namesInListing, type ListedName } from './list-files.ts';
export { causeOf, isHarmless, namesFileIn, saysDamage } from './messages.ts';
export { comparePaths, unquotePath } from './metadata-path.ts';
export { closeRecords, openRecords, pass, takeIn, type RecordReader } from './metadata-reader.ts';
export { absentKind, DamagedMetadata, ended, isBoundary, isRepeated, look, recordKinds, seen, unknown } from './metadata-record.ts';
export { parseListing, type RemoteListing } from './remote-listing.ts';
export { growingSnapshot, inspectRepository, notSavedAt, sessionAt, type Repository, type RepositoryState } from './repository.ts';
export { canBeArgument, restoreList } from './restore-selection.ts';
export { anchored, selectionList } from './selection.ts';
export { printedStatistics } from './statistics.ts';
export { printedName, readVerification, verifiedSign, type Verification } from './verification.ts';
export { isDrivable, parseVersion } from './version.ts';
export { parseDataFile } from './stamp.ts';
export { readNumbers, type SessionNumbers } from './data-folder-numbers.ts';
export {
  isMarkerLost,
  listDataFiles,
  listSessions,
  lostMarker,
  readSessions,
  unseenProof,
  type FoundSession,
  type MetadataFile,
  type SessionFiles,
} from './data-folder.ts';
