/** Jobs and hosts as a person sets them up: drafts made whole, places by name, their storage. */
export { createHosts, type Hosts } from './hosts.ts';
export { isInsideSource } from './inside.ts';
export { jobFromDraft } from './job-draft.ts';
export { showPlace } from './place.ts';
export { jobNamed, withJob } from './registry.ts';
export { createSettingsStore, type SettingsStore } from './settings-store.ts';
