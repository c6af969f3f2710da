import { useDo } from '../bridge/questions.ts';
import type { Command } from './palette-commands.ts';
import { go } from './screen.ts';

/**
 * Carries out what was chosen in the palette. Nothing waits here for an answer: the palette is closed by then, and the job's own screen shows
 * what came of it.
 */
export function useCommands(): (command: Exclude<Command, { do: 'ask-pause' }>) => void {
  const start = useDo('run.start');
  const verify = useDo('verify.start');
  const drill = useDo('drill.start');
  const cancel = useDo('run.cancel');
  const pause = useDo('pause.set');
  const resume = useDo('pause.end');
  return (command) => {
    switch (command.do) {
      case 'open':
        go(command.target);
        break;
      case 'start':
        start.mutate({ name: command.job });
        go({ screen: 'job', job: command.job });
        break;
      case 'cancel':
        cancel.mutate({ name: command.job, run: command.run });
        break;
      case 'verify':
        verify.mutate({ name: command.job });
        go({ screen: 'job', job: command.job });
        break;
      case 'drill':
        drill.mutate({ name: command.job });
        go({ screen: 'job', job: command.job });
        break;
      case 'pause':
        pause.mutate({ name: command.job, length: command.length });
        go(command.job === null ? { screen: 'overview' } : { screen: 'job', job: command.job });
        break;
      case 'resume':
        resume.mutate({ name: command.job });
        break;
      case 'resume-all':
        resume.mutate({ name: null });
        break;
      default:
        command satisfies never;
    }
  };
}
