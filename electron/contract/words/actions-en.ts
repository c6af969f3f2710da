/** The words for what a run does while it does it, and for cancelling it, in English. */
export const actionsEn = {
  'work.backup': '{{job}} is being backed up.',
  'work.remove': 'Old sessions of {{job}} are being removed.',
  'work.restore': 'Files of {{job}} are being restored.',
  'work.undo': 'A restore of {{job}} is being put back.',
  'work.verify': 'A session of {{job}} is being verified.',
  'work.drill': 'A restore of {{job}} is being tried.',

  'cancelling.backup': 'The backup of {{job}} is being cancelled.',
  'cancelling.remove': 'The removal for {{job}} is being cancelled.',
  'cancelling.restore': 'The restore of {{job}} is being cancelled.',
  'cancelling.undo': 'Putting back for {{job}} is being stopped.',
  'cancelling.verify': 'The verification of {{job}} is being cancelled.',
  'cancelling.drill': 'The trial restore of {{job}} is being cancelled.',

  'cancel.backup': 'Cancel the backup',
  'cancel.remove': 'Cancel the removal',
  'cancel.restore': 'Cancel the restore',
  'cancel.undo': 'Stop putting back',
  'cancel.verify': 'Cancel the verification',
  'cancel.drill': 'Cancel the trial restore',

  'cancel-title.backup': 'Cancel the backup of {{job}}?',
  'cancel-title.remove': 'Cancel the removal for {{job}}?',
  'cancel-title.restore': 'Cancel the restore of {{job}}?',
  'cancel-title.undo': 'Stop putting back for {{job}}?',
  'cancel-title.verify': 'Cancel the verification of {{job}}?',
  'cancel-title.drill': 'Cancel the trial restore of {{job}}?',

  'cancel-text.backup':
    'What it has copied so far is taken back by the next backup. Every session that is complete stays as it is; this backup leaves none.',
  'cancel-text.remove':
    'What is gone stays gone, and the next removal goes on where this one stopped. Every session that is kept is whole.',
  'cancel-text.restore': 'What it has written so far is taken away again, and the target is as it was before.',
  'cancel-text.undo': 'What is back already stays. The rest can be put back later: it goes on where it stopped.',
  'cancel-text.verify': 'Nothing was changed. It can be started again at any time.',
  'cancel-text.drill': 'What it has written on trial is removed. Nothing else was changed.',
  'cancel-text.waiting': 'It has not begun yet, so nothing needs to be taken back.',
  'cancel-keep': 'Let it go on',

  'palette-cancel.backup': 'Cancel the backup of {{job}}',
  'palette-cancel.remove': 'Cancel the removal for {{job}}',
  'palette-cancel.restore': 'Cancel the restore of {{job}}',
  'palette-cancel.undo': 'Stop putting back for {{job}}',
  'palette-cancel.verify': 'Cancel the verification of {{job}}',
  'palette-cancel.drill': 'Cancel the trial restore of {{job}}',

  'run-word': '{{action}}: {{outcome}}',
  'run-title': '{{action}} {{outcome}}',
  'run-note': '{{outcome}}: {{cause}}',
} as const;
