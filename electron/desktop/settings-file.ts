import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';
import type { DocumentStore } from '../platform/document-file.ts';

type Options = ConstructorParameters<DocumentStore>[0];

/** electron-store as the settings are kept with: on the file it is told, and deaf to pages. */
export const SettingsFile = class extends ElectronStore {
  constructor({ configName, ...options }: NonNullable<Options> = {}) {
    // electron-store calls `configName` `name`, and would write to config.json otherwise.
    super({ ...options, ...(configName === undefined ? {} : { name: configName }) });
    // It opens a channel of its own, for stores in a page.
    ipcMain.removeAllListeners('electron-store-get-data');
  }
} as DocumentStore;
