// What is drawn: the five states for the tray, each fitted to the pixels of four grids, and the mark of the program.

export const states = /** @type {const} */ (['protected', 'attention', 'at-risk', 'working', 'paused']);

/** Strokes for a panel of unknown colour, for a light one and for a dark one. */
export const strokes = /** @type {const} */ (['any', 'light', 'dark']);

/**
 * Light and dark as in the window (renderer/style/tokens.css). For any panel: the same hues with a luminance of 0.205, which stands
 * 4.1:1 against white and 4:1 against #202020.
 */
export const colours = {
  any: { protected: '#039049', attention: '#b46d0f', 'at-risk': '#e83b37', working: '#1480d7', paused: '#7a7d82' },
  light: { protected: '#1f6f3d', attention: '#915c08', 'at-risk': '#b32322', working: '#1a609e', paused: '#66696e' },
  dark: { protected: '#65c98c', attention: '#edb755', 'at-risk': '#f47b74', working: '#72b8f2', paused: '#95989d' },
};

/**
 * The size of a PNG and the grid it is drawn on: whole multiples, so that the strokes stay on the pixels.
 * @type {readonly (readonly [size: number, grid: 16 | 22 | 24 | 32])[]}
 */
export const traySizes = [
  [16, 16],
  [22, 22],
  [24, 24],
  [32, 32],
  [48, 24],
];

export const appSizes = [16, 24, 32, 48, 64, 128, 256, 512];

/**
 * Below 48 px the mark is drawn with fewer and thicker strokes.
 * @param {number} size
 */
export const appSource = (size) => (size < 48 ? 'app-small.svg' : 'app.svg');
