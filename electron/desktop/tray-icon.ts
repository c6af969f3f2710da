import { nativeImage, nativeTheme, type NativeImage } from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IconState } from './tray-menu.ts';

/** The strokes an icon is drawn with: for any panel, for a light one, for a dark one. */
type Strokes = 'any' | 'light' | 'dark';

/** The icon of a state for the panel of this platform, for plain and for dense screens. */
export function trayImage(iconFolder: string, platform: NodeJS.Platform, state: IconState): NativeImage {
  const image = nativeImage.createEmpty();
  const size = platform === 'linux' ? 24 : 16;
  for (const scaleFactor of [1, 2]) {
    const file = join(iconFolder, 'tray', strokesFor(platform), `${state}-${size * scaleFactor}.png`);
    if (existsSync(file)) image.addRepresentation({ scaleFactor, buffer: readFileSync(file) });
  }
  // The menu bar paints a template in its own colour.
  if (platform === 'darwin') image.setTemplateImage(true);
  return image;
}

// A Linux panel tells nobody whether it is light or dark, and often is the other one than the windows are: there the strokes are of a
// middle lightness in the hue of the state, 3:1 or better against white and against black.
function strokesFor(platform: NodeJS.Platform): Strokes {
  if (platform === 'darwin') return 'light';
  if (platform === 'win32') return nativeTheme.shouldUseDarkColorsForSystemIntegratedUI ? 'dark' : 'light';
  return 'any';
}
