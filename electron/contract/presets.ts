import type { PresetName, Rule } from './job.ts';

// What costs space and time on every run and is made again by its program: caches, sockets, temporary files, trash.
const excluded: Record<PresetName, readonly string[]> = {
  web: [
    '**/cache/**',
    '**/.cache/**',
    '**/tmp/**',
    '**/node_modules',
    '**/.git/objects/pack/tmp_*',
    '**/sess_*',
    '**/*.sock',
    '**/wp-content/upgrade/**',
  ],
  home: [
    '**/.cache',
    '**/.local/share/Trash',
    '**/.thumbnails',
    '**/.gvfs',
    '**/.mozilla/firefox/*/cache2',
    '**/.config/*/Cache',
    '**/.config/*/Code Cache',
    '**/.config/*/GPUCache',
    '**/node_modules',
    '**/.npm/_cacache',
    '**/.cargo/registry',
    '**/lost+found',
  ],
  mail: [
    '**/dovecot.index.cache',
    '**/dovecot.index.log*',
    '**/dovecot-uidlist.lock',
    '**/*.lock',
    '**/tmp/*',
    '**/.Trash/tmp',
    '**/.Spam/tmp',
  ],
  windows: [
    'ignorecase:**/$recycle.bin',
    'ignorecase:**/system volume information',
    'ignorecase:**/thumbs.db',
    'ignorecase:**/desktop.ini',
    'ignorecase:**/pagefile.sys',
    'ignorecase:**/hiberfil.sys',
    'ignorecase:**/swapfile.sys',
    'ignorecase:**/~$*',
    'ignorecase:**/*.tmp',
    'ignorecase:**/appdata/local/temp',
  ],
};

/** The exclusions of the named presets, each once, in order. */
export function presetRules(names: readonly PresetName[]): Rule[] {
  return [...new Set(names.flatMap((name) => excluded[name]))].map((pattern) => ({ action: 'exclude', pattern }));
}
