import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { Arch } from 'electron-builder';
import { join } from 'node:path';

/** What the program can be made to do from outside, burnt into the executable: nothing but run its own, unchanged archive. */
export const fuses = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
};

/**
 * Burns the fuses before anything is signed. Not by `electronFuses`: the library inside electron-builder knows only eight of the
 * nine. An Electron with a tenth fails here, so that somebody decides about it.
 * @param {import('electron-builder').AfterPackContext} context
 */
async function burnFuses({ appOutDir, packager, electronPlatformName, arch }) {
  const name = packager.appInfo.productFilename;
  const files = new Map([
    ['darwin', `${name}.app`],
    ['win32', `${name}.exe`],
  ]);
  await flipFuses(join(appOutDir, files.get(electronPlatformName) ?? executable), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Apple's processors start nothing whose signature does not fit.
    resetAdHocDarwinSignature: electronPlatformName === 'darwin' && arch === Arch.arm64,
    ...fuses,
  });
}

const executable = 'modosu';
/** electron-builder takes one picture or one drawing, not both. */
const scalableIcon = [`build/icons/app.svg=/usr/share/icons/hicolor/scalable/apps/${executable}.svg`];
const japanese = 'rdiff-backup を SSH 経由でスケジュール実行し、すべてのサーバーが保護されているかを示し、任意の日付の状態へ戻します。';

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'org.modosu.Modosu',
  productName: 'Modosu',
  copyright: 'Copyright © 2026 The Modosu founders',
  directories: { output: 'dist', buildResources: 'build' },
  // All but koffi is bundled: what is not on this list is not needed. The shell's entry needs a Node of its own.
  files: [
    'out/**',
    '!out/**/*.map',
    '!out/cli.js',
    'package.json',
    'LICENSE',
    '!node_modules/!(koffi|@koromix){,/**/*}',
    '!node_modules/koffi/!(package.json|LICENSE.txt|index.js|src){,/**/*}',
    '!node_modules/koffi/src/**/*.!(js|cjs)',
  ],
  extraResources: [{ from: 'build/icons', to: 'icons', filter: ['**/*.png'] }],
  asar: true,
  npmRebuild: false,
  publish: null,
  electronLanguages: ['en-US', 'ja'],
  afterPack: burnFuses,
  // Debian asks for both. There is no public address yet, and .invalid says so (RFC 2606).
  extraMetadata: { homepage: 'https://modosu.invalid' },
  linux: {
    target: ['AppImage', 'deb', 'rpm'],
    executableName: executable,
    maintainer: 'The Modosu founders <founders@modosu.invalid>',
    category: 'Utility',
    synopsis: 'Backups of a few servers with rdiff-backup',
    icon: 'build/icons/app.png',
    syncDesktopName: true,
    desktop: { entry: { 'Comment[ja]': japanese, Keywords: 'backup;restore;rdiff-backup;ssh;', 'X-GNOME-UsesNotifications': 'true' } },
  },
  toolsets: { appimage: '1.0.3' },
  deb: {
    fpm: scalableIcon,
    packageCategory: 'admin',
    // The second names are those of Debian 13 and Ubuntu 24.04.
    depends: [
      'libgtk-3-0 | libgtk-3-0t64',
      'libasound2 | libasound2t64',
      'libatspi2.0-0 | libatspi2.0-0t64',
      'libgbm1',
      'libnotify4',
      'libnss3',
      'libsecret-1-0',
      'libuuid1',
      'libxss1',
      'libxtst6',
      'xdg-utils',
      'openssh-client',
    ],
    recommends: ['rdiff-backup'],
  },
  rpm: {
    packageCategory: 'Applications/System',
    depends: [
      'gtk3',
      '(alsa-lib or libasound2)',
      'at-spi2-core',
      'libnotify',
      '(libuuid or libuuid1)',
      '(libXScrnSaver or libXss1)',
      '(libXtst or libXtst6)',
      '(nss or mozilla-nss)',
      'xdg-utils',
      '(openssh-clients or openssh)',
    ],
    fpm: ['--rpm-tag', 'Recommends: rdiff-backup', ...scalableIcon],
  },
  win: { target: 'nsis', icon: 'build/icons/app.png' },
  nsis: { oneClick: false, perMachine: false, deleteAppDataOnUninstall: false },
  mac: { target: 'dmg', category: 'public.app-category.utilities', icon: 'build/icons/app.png' },
};
