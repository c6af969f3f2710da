import type { EventName, RequestName } from './requests.ts';

// Without zod at run time, because a sandboxed preload carries them; the compiler sees to it that none is missing.

/** The names of all requests. */
export const requestNames: readonly string[] = Object.keys({
  'host.scan': true,
  'host.add': true,
  'host.list': true,
  'host.test': true,
  'host.trust': true,
  'host.change': true,
  'host.remove': true,
  'key.list': true,
  'job.add': true,
  'job.change': true,
  'job.list': true,
  'job.show': true,
  'job.adopt': true,
  'job.repair': true,
  'job.remove': true,
  'run.start': true,
  'run.cancel': true,
  'run.list': true,
  'run.accept': true,
  'run.get': true,
  'run.log': true,
  status: true,
  'program.about': true,
  'autostart.set': true,
  'preferences.get': true,
  'preferences.change': true,
} satisfies Record<RequestName, true>);

/** The names of all events. */
export const eventNames: readonly string[] = Object.keys({
  'run.changed': true,
  'run.progress': true,
  'status.changed': true,
  'window.target': true,
} satisfies Record<EventName, true>);
