/** The words of the tray and of notifications in English. */
export const trayEn = {
  'tray.job': '{{job}} · {{state}} · {{age}}',
  'tray.back-up': 'Back up now',
  'tray.cancel': 'Cancel',
  'tray.open-job': 'Open',
  'tray.more_one': '{{count}} more',
  'tray.more_other': '{{count}} more',
  'tray.open': 'Open',
  'tray.quit': 'Quit',

  'alert.failed': '{{job}}: backup failed',
  'alert.incomplete': '{{job}}: backup incomplete',
  'alert.suspicious': '{{job}}: backup suspicious',
  'alert.stuck': '{{job}}: backup stuck',
  'alert.interrupted': '{{job}}: backup interrupted',
  'alert.busy': '{{job}}: backup did not begin',
  'alert.body': '{{cause}}. {{fix}}',
  'alert.recovered': '{{job}}: backups work again',
  'alert.recovered-body': 'The last backup succeeded. The one before did not: {{cause}}.',
  'alert.recovered-plain': 'The last backup succeeded.',
  'alert.open': 'Show the run',
} as const;
