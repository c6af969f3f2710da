import { _electron, type ElectronApplication } from '@playwright/test';
import { findElectron } from './electron.ts';

const launches = 3;

/**
 * Playwright's launch of Electron, tried again: under load 2 of 75 launches by it hung, while the program started without an inspector was
 * up in 105 of 105. An answer that the inspector of this Electron loses would explain it; that was not seen itself.
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
