/** Words about what lies in the past: indexes and refusals, in English. */
export const historyEn = {
  'failure.no-session': '{{job}} has no session yet: nothing has been backed up.',
  'failure.unknown-path': '{{path}} is not in that session of {{job}}. Find where it was: modosu versions, or the search.',
  'failure.session-damaged':
    'The session of {{session}} cannot be listed: the metadata it needs is damaged. Other sessions can be. Where only the disk had failed: modosu index JOB --rebuild reads it again.',
  'failure.history-unread': 'The history of {{job}} cannot be read now: {{line}}',
  'failure.history-restricted':
    'The key of {{host}} may only run rdiff-backup, so only names can be listed. A second key that may only read files shows everything.',
  'failure.restore-failed': 'The file could not be taken out of the repository: {{line}}',
  'failure.file-damaged':
    '{{path}} of {{job}} is damaged in the repository: what comes out is not what was recorded. Another version may be whole.',
  'failure.not-a-file': '{{path}} is not a file.',
  'failure.not-a-folder': '{{path}} was not a folder then. What it was: modosu versions; what was in it: modosu cat.',
  'invalid.moment': 'not a time that is known: 10D, 2W, 3B, 2026-07-28, 2026-07-28T14:00, yesterday 14:00, now',
} as const;
