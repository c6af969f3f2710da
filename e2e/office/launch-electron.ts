import { _electron, type ElectronApplication } from '@playwright/test';
import { findElectron } from './electron.ts';

const launches = 3;

/**
 * Playwright's launch of Electron, tried again: in one of forty starts the inspector of this Electron drops the promise that Playwright waits
 * for, while the program itself is up (started without an inspector, it was up in 105 of 105).
 */
export async function launchElectron(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  for (let launch = 1; ; launch += 1) {
    try {
      return await _electron.launch({ executablePath: findElectron() ?? '', timeout: 25_000, ...options });
    } catch (error) {
      if (launch === launches) throw error;
    }
  }
}
