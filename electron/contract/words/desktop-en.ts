/** The words of the desktop's own dialogs, in English. */
export const desktopEn = {
  'closing.question': 'Keep Modosu running without a window?',
  'closing.detail': 'This desktop shows no tray icon. If Modosu keeps running, start it again and the window is back.',
  'closing.keep': 'Keep running',
  'closing.quit': 'Quit',
  'closing.cancel': 'Cancel',
  'quitting.question_one': '{{jobs}} is being backed up.',
  'quitting.question_other': '{{count}} backups are at work: {{jobs}}.',
  'quitting.detail':
    'Left alone, the work goes on to its end in the background, and Modosu shows the result at its next start. Either way, nothing that was backed up before is lost.',
  'quitting.leave': 'Let it finish',
  'quitting.cancel_one': 'Cancel the backup',
  'quitting.cancel_other': 'Cancel the backups',
  'quitting.stay': 'Do not quit',
  'refused.message': 'Modosu cannot start.',
  'refused.close': 'Close',
  'crashed.question': 'The window failed several times in a row.',
  'crashed.detail': 'Backups are not affected: they go on without it.',
  'crashed.again': 'Open it again',
  'crashed.close': 'Leave it closed',
  'hidden.title': 'Modosu is running without an icon',
  'hidden.body': 'This desktop shows no tray. Start Modosu again to open its window.',
} as const;
