/** Jobs and hosts as a person sets them up: drafts made whole, places by name, their storage. */
export { hostAnswers, preferenceAnswers } from './answers.ts';
export { createHosts, type Hosts } from './hosts.ts';
export { createJobBook, type JobBook } from './job-book.ts';
export { isInsideSource } from './inside.ts';
export { parsePlace, showPlace } from './place.ts';
export { jobNamed } from './registry.ts';
export { createSettingsStore, type SettingsStore } from './settings-store.ts';
