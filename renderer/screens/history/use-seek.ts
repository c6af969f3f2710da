import { useRef } from 'react';
import type { FolderEntry } from '../../../electron/contract/history.ts';
import type { Found } from './use-folder.ts';

type Find = (fits: (entry: FolderEntry) => boolean, from?: number) => Found | Promise<Found>;

/** Goes to the entry that begins with what is typed. Whoever types fast presses Enter before it is found: that waits, and is for what was found. */
export function useSeek(find: Find, onFound: (index: number) => void) {
  const sought = useRef<Promise<Found>>(undefined);
  return {
    begin: (text: string, cursor: number): void => {
      const start = text.toLocaleLowerCase();
      const answer = find((entry) => entry.name.toLocaleLowerCase().startsWith(start), text.length > 1 ? cursor : cursor + 1);
      const goTo = (found: Found): Found => {
        if (found) onFound(found.index);
        return found;
      };
      if (!(answer instanceof Promise)) {
        sought.current = undefined;
        goTo(answer);
        return;
      }
      const own = answer.then(goTo).finally(() => {
        if (sought.current === own) sought.current = undefined;
      });
      sought.current = own;
    },
    /** What is at the cursor, or will be as soon as it is found. */
    then: (entry: FolderEntry | undefined, act: (entry: FolderEntry) => void): void => {
      if (sought.current) void sought.current.then((found) => found && act(found.entry));
      else if (entry) act(entry);
    },
  };
}
