/** The words of runs that restore, put back, verify and try, in English. */
export const restoreEn = {
  'phase.surveying': 'looking at the target',
  'phase.staging': 'reading, writing and verifying',
  'phase.extracting': 'rdiff-backup takes out the rest',
  'phase.merging': 'verifying the rest',
  'phase.placing': 'putting everything in place',
  'phase.undoing': 'putting back what was there',
  'phase.verifying': 'verifying',
  'state.running-remove': 'removing',
  'state.running-restore': 'restoring',
  'state.running-undo': 'putting back',
  'state.running-verify': 'verifying',
  'state.running-drill': 'trying a restore',

  'action.backup': 'backup',
  'action.remove': 'removal',
  'action.restore': 'restore',
  'action.undo': 'put back',
  'action.verify': 'verification',
  'action.drill': 'trial restore',

  'cause.python-missing': 'a restore needs Python 3 where the repository and where the target is, and it was not found',
  'cause.files-damaged_one': 'one file cannot be brought back as it was',
  'cause.files-damaged_other': '{{count, number}} files cannot be brought back as they were',
  'cause.files-unrecorded_one': 'one file has no recorded hash to compare with',
  'cause.files-unrecorded_other': '{{count, number}} files have no recorded hash to compare with',
  'cause.attributes-unread': 'ACLs or extended attributes cannot be read in the repository',
  'cause.entries-refused_one': 'one thing cannot be made at the target',
  'cause.entries-refused_other': '{{count, number}} things cannot be made at the target',
  'cause.target-changed': '{{path}} is no longer as the preview showed it',
  'cause-of-undo.target-changed': '{{path}} is no longer as the restore left it',
  'cause.target-not-folder': '{{path}} is not a folder',
  'cause.target-inside-repository': '{{to}} lies inside the repository {{path}}',
  'cause.repository-inside-target': 'the repository {{path}} lies inside {{to}}, and the restore would reach into it',
  'cause.mount-inside': 'another file system is mounted at {{path}}, inside the target',
  'cause.nothing-restored': 'nothing of what was chosen could be brought back',
  'cause.session-interrupted':
    'the last backup into {{to}} was interrupted, and some of what was chosen can be brought back only once it is taken back',
  'cause.rolled-back': 'the restore broke off while files were being put in place',
  'cause.changed-since_one': 'one thing had been changed since the restore',
  'cause.changed-since_other': '{{count, number}} things had been changed since the restore',

  'cause.work-gone': '{{path}} is no longer there',

  'fix.python-missing': 'Install it there (Debian, Ubuntu: apt install python3).',
  'fix.files-damaged': 'Everything else is whole. Another session may still have the damaged files as they were then.',
  'fix.files-unrecorded':
    'Nothing speaks against them, but nothing proves them either. Sessions of very old versions of rdiff-backup recorded no hashes.',
  'fix.attributes-unread': 'The contents are not affected. Set the rights that matter by hand, or look for them in another session.',
  'fix.entries-refused':
    'Everything else is whole. Restore these into a folder on a file system that takes such names, links and devices, as a user who may make them.',
  'fix.target-changed': 'Nothing was touched. Look at the preview again, then restore.',
  'fix-of-undo.target-changed':
    'What could be put back is back, and the rest is kept beside the target. See to {{path}}, then put back once more: it goes on where it stopped.',
  'fix.target-not-folder': 'Nothing was touched. Choose a folder, or a name that is not taken yet.',
  'fix.target-inside-repository': 'Nothing was written. Choose a place outside of every repository.',
  'fix.repository-inside-target':
    'Nothing was written. Choose a place outside of every repository, or restore without making an exact copy.',
  'fix.mount-inside': 'Nothing was touched. Restore into a new folder, or unmount it for the time being.',
  'fix.nothing-restored': 'Nothing at the target was changed. Try an earlier session, and verify this one.',
  'fix.session-interrupted':
    'Nothing at the target was changed. Run {{job}} once: it takes the interrupted session back first; then restore again. Without its source, where the repository is: rdiff-backup regress {{path}}',
  'fix.rolled-back': 'Everything at the target is again as it was before. Restore once more.',
  'fix.changed-since': 'What was changed is kept in {{aside}}; everything else is again as it was before the restore.',
  'fix.work-gone':
    'What lay in it, and whether everything came to its place, can no longer be told. If a disk is away or somebody has moved the folder, bring it back and put back once more; else look at the target yourself.',

  'broken-off.restore': 'Nothing at the target was changed. Start it again.',
  'broken-off.undo': 'Put it back once more: it goes on where it stopped.',
  'broken-off.verify': 'Nothing was changed. Start it again.',
  'broken-off.drill': 'Nothing was changed, and what was written for it is removed. Start it again.',

  'failure.restore-target': '{{to}} cannot be restored to now: {{reason}}.',
  'failure.restore-as-one': 'Only one thing can get a path of its own. Choose one, or a folder for all of them.',
  'failure.not-restored': 'Run {{run}} has nothing that could be put back.',
  'failure.target-restricted':
    'Nothing can be restored to {{to}}: {{reason}}. A restore needs a key there that may run programs, and Python 3.',

  'invalid.drill': 'a number of days from 1 to 365',

  'obstacle.no-room': 'There is not enough room there.',
  'obstacle.no-inodes': 'Its file system has too few inodes left.',
  'obstacle.not-folder': 'That is not a folder.',
  'obstacle.not-writable': 'Nothing may be written there.',
  'obstacle.mount-inside': 'Another file system is mounted inside it where something would have to be placed.',
  'obstacle.repository-inside': 'The repository {{repository}} lies inside it, and the restore would reach into it.',
  'obstacle.inside-repository': 'That lies inside the repository {{repository}}.',
  'obstacle.nothing': 'Nothing of what was chosen is in that session.',

  'incident.drill-failed': 'A trial restore of {{job}} did not come out whole: {{cause}}.',
  'incident.drill-overdue': '{{job}} has not been proved by a trial restore for {{age}}.',
  'incident-fix.drill-overdue': 'Try a restore now, and see that this machine is on when the next one is due.',
  'incident-word.drill-failed': 'trial restore not whole',
  'incident-word.drill-overdue': 'trial restore overdue',
  'incident-card.restore': 'Files are being restored.',
  'incident-card.undo': 'A restore is being put back.',
  'incident-card.verify': 'A session is being verified.',
  'incident-card.drill': 'A restore is being tried.',
} as const;
