import type { Engine } from '../engine.ts';
import type { Clock } from '../platform/ports.ts';
import type { Manner } from './manner.ts';
import { trayModel, type TrayModel } from './tray-menu.ts';

type Deps = { clock: Clock; engine: Pick<Engine, 'ask' | 'on'>; manner: () => Manner; show: (model: TrayModel) => void };

/** Keeps the tray as everything stands. Answers a function that looks at once, for a change that the engine does not announce. */
export function showStatusInTray({ clock, engine, manner, show }: Deps): () => void {
  let looking = false;
  let again = false;

  async function look(): Promise<void> {
    again = looking;
    if (looking) return;
    looking = true;
    const status = await engine.ask('status', {});
    looking = false;
    const { t, language } = manner();
    if (status.ok) show(trayModel(t, language, status.value, clock.now()));
    // Changes that came while it looked are looked at together.
    if (again) await look();
  }

  engine.on('run.changed', () => void look());
  engine.on('status.changed', () => void look());
  void look();
  return () => void look();
}
