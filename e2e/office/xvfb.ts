import { spawn } from 'node:child_process';

export type Screen = { display: string; close(): void };

/** A screen of its own that nobody sees, on a display number that is free. */
export async function openScreen(): Promise<Screen> {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${String(code)}`)));
    let text = '';
    child.stdio[3]?.on('data', (piece: Buffer) => {
      text += piece.toString();
      if (text.includes('\n')) resolve(`:${text.trim()}`);
    });
  });
  return { display, close: () => void child.kill() };
}
