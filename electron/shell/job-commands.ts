import type { PresetName, Rule } from '../contract/job.ts';
import { visible } from '../contract/words/visible.ts';
import { must, typedPlace, type Shell } from './context.ts';
import { describeJob } from './describe.ts';
import { exit, say } from './say.ts';

export type JobOptions = {
  from: string;
  to: string;
  rules: Rule[];
  preset: string[];
  keep: string;
  drill: string;
  marker: string | false;
  crossFilesystems?: boolean;
  adopt?: boolean;
};

export async function addJob(shell: Shell, name: string, options: JobOptions): Promise<number> {
  const added = must(
    await shell.engine.ask('job.add', {
      name,
      from: typedPlace(options.from),
      to: typedPlace(options.to),
      rules: options.rules,
      presets: options.preset as PresetName[],
      oneFileSystem: options.crossFilesystems !== true,
      marker: options.marker === false ? null : options.marker,
      retention: options.keep === 'all' ? null : options.keep,
      drillDays: options.drill === 'never' ? null : Number(options.drill),
      adopt: options.adopt === true,
    }),
  );
  say(shell, added, [...describeJob(shell, added), shell.t('job.added', { name: visible(name) })]);
  return exit.ok;
}

export async function listJobs(shell: Shell): Promise<number> {
  const jobs = must(await shell.engine.ask('job.list', {}));
  const lines = jobs.map(({ job, from, to }) => visible(`${job.name}  ${from} → ${to}`));
  say(shell, jobs, jobs.length === 0 ? [shell.t('job.none'), shell.t('status.hint-add')] : lines);
  return exit.ok;
}

export async function showJob(shell: Shell, name: string): Promise<number> {
  const view = must(await shell.engine.ask('job.show', { name }));
  say(shell, view, describeJob(shell, view));
  return exit.ok;
}

export async function adoptRepository(shell: Shell, name: string): Promise<number> {
  const view = must(await shell.engine.ask('job.adopt', { name }));
  say(shell, view, [shell.t('job.adopted', { name: visible(name) })]);
  return exit.ok;
}

export async function repairJob(shell: Shell, name: string): Promise<number> {
  const repaired = must(await shell.engine.ask('job.repair', { name }));
  say(shell, repaired, [shell.t('job.repaired', { name: visible(name), kept: repaired.kept })]);
  return exit.ok;
}

export async function removeJob(shell: Shell, name: string): Promise<number> {
  const view = must(await shell.engine.ask('job.remove', { name }));
  say(shell, view, [shell.t('job.removed', { name: visible(name) })]);
  return exit.ok;
}
