import { defaultRhythm } from '../../electron/contract/schedule.ts';
import { zoneHere } from '../../electron/contract/words/zone-words.ts';
import { useAsk } from '../bridge/questions.ts';

/** The time zone of the machine that backs up; a browser that looks on from elsewhere may have another one. */
export function useMachineZone(): string {
  const { data } = useAsk('schedule.preview', { rhythm: defaultRhythm, zone: null });
  return data?.zone ?? zoneHere();
}
