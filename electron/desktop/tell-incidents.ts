import type { Incident, IncidentCause } from '../contract/incident.ts';
import { incidentFix, incidentSentence } from '../contract/words/incident-words.ts';
import { visible } from '../contract/words/visible.ts';
import type { Engine } from '../engine.ts';
import type { Clock } from '../platform/ports.ts';
import type { Manner } from './manner.ts';
import type { Notifier } from './notifier.ts';
import { noRun } from './tell-runs.ts';

type Deps = { clock: Clock; engine: Pick<Engine, 'on'>; manner: () => Manner; notifier: Pick<Notifier, 'show'> };

// What backups came to is told by the run itself, at once.
const withoutBackup: ReadonlySet<IncidentCause> = new Set([
  'overdue',
  'never-ran',
  'paused',
  'removal',
  'disk-filling',
  'drill-failed',
  'drill-overdue',
  'alerts-stuck',
]);

/** Notifies the person of what no run tells: silence, a disk that fills up, mail that does not leave. A click leads to the overview. */
export function tellIncidents({ clock, engine, manner, notifier }: Deps): void {
  engine.on('incident.changed', (incident: Incident) => {
    const { t, language, preferences } = manner();
    if (incident.closedAt !== null || !withoutBackup.has(incident.cause) || !preferences.notifications) return;
    const word = t(`incident-word.${incident.cause}`);
    const said = incidentSentence({ t, language, now: clock.now() }, incident, undefined);
    void notifier.show({
      run: noRun,
      job: `${incident.job ?? 'modosu'} ${incident.cause}`,
      title: incident.jobName === null ? t('alert.program', { word }) : t('alert.incident', { job: visible(incident.jobName), word }),
      body: `${said} ${incidentFix(t, incident, undefined, 'window')}`,
      urgency: 'critical',
      action: t('alert.show'),
    });
  });
}
