import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import type { Run } from '../contract/run.ts';
import type { WayOut } from './leave.ts';
import type { Manner } from './manner.ts';
import { quitWords } from './quit-words.ts';

type Deps = { manner: () => Manner; parent: () => BrowserWindow | undefined };

/** The desktop's own questions, as native dialogs. None of them blocks the program. */
export type Questions = {
  /** What closing the window means where no tray shows that the program goes on. */
  close(): Promise<'keep' | 'quit' | 'cancel'>;
  /** What is to become of these runs. */
  quit(runs: readonly Run[]): Promise<WayOut>;
  /** Whether a window that failed again and again is to be opened once more. */
  openAgain(): Promise<boolean>;
};

/** Asks in the language of the moment, over the window while there is one. */
export function createQuestions({ manner, parent }: Deps): Questions {
  /** Shows the answers as buttons; Escape and the frame's own cross give the last one. */
  async function ask<A extends string>(options: Omit<MessageBoxOptions, 'buttons'>, answers: Record<A, string>): Promise<A> {
    const names = Object.keys(answers) as A[];
    const box: MessageBoxOptions = {
      type: 'question',
      title: 'Modosu',
      noLink: true,
      defaultId: 0,
      cancelId: names.length - 1,
      buttons: Object.values(answers),
      ...options,
    };
    const over = parent();
    const { response } = over ? await dialog.showMessageBox(over, box) : await dialog.showMessageBox(box);
    return names[response] ?? (names.at(-1) as A);
  }

  return {
    close: () => {
      const { t } = manner();
      return ask(
        { message: t('closing.question'), detail: t('closing.detail') },
        { keep: t('closing.keep'), quit: t('closing.quit'), cancel: t('closing.cancel') },
      );
    },
    quit: (runs) => {
      const { t, language } = manner();
      const { message, detail, cancel } = quitWords(t, language, runs);
      return ask({ message, detail }, { leave: t('quitting.leave'), cancel, stay: t('quitting.stay') });
    },
    openAgain: async () => {
      const { t } = manner();
      const answer = await ask(
        { type: 'error', message: t('crashed.question'), detail: t('crashed.detail') },
        { again: t('crashed.again'), close: t('crashed.close') },
      );
      return answer === 'again';
    },
  };
}
