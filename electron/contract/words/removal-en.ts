/** The words about removing old sessions in English. */
export const removalEn = {
  'removal.day': 'of {{day}}',
  'removal.days': 'from {{from}} to {{to}}',
  'removal.sessions_one': 'one session {{days}}',
  'removal.sessions_other': '{{count}} sessions {{days}}',
  'removal.about': '{{sessions}}, about {{bytes}}',
  'removal.next': 'The next removal takes {{sessions}}.',
  'removal.would': 'It would take {{sessions}}.',
  'removal.held-keeps-all': 'This job keeps everything: nothing is removed.',
  'removal.held-no-good-session': 'Nothing is removed: the repository holds no good session of this job.',
  'removal.held-unclean': 'Nothing is removed: the last backup did not end well. The next good one makes it possible again.',
  'removal.held-incident': 'Nothing is removed as long as something is wrong with this job. See what needs attention.',
  'removal.held-clock':
    'Nothing is removed yet: there was a long time without a backup, or the clock of this machine is wrong. Good backups on three different days make it possible again.',
  'removal.held-running': 'Nothing is removed now: something is at work on the repository.',
  'removal.held-unreadable': 'Nothing is removed: the repository cannot be read now, or it is not the one that this job has written.',
  'removal.waits': 'Others have made some of these sessions. Nothing is removed by itself until somebody has removed them once.',
  'removal.held-nothing': 'Nothing is old enough to be removed.',
  'removal.done_one': 'removed one session {{days}}',
  'removal.done_other': 'removed {{count}} sessions {{days}}',
  'removal.done-nothing': 'nothing was removed',
  'removal.unfinished': 'The next removal goes on where it stopped. Every session that is kept is whole.',

  'failure.removal-differs': 'What would go from {{job}} is no longer what was announced. Nothing was removed; look again.',
  'failure.removal-held': '{{job}}: $t(removal.held-{{held}})',
} as const;
