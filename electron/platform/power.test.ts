import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { linuxPower } from './power.ts';

type Supply = { type?: string; online?: string; status?: string; scope?: string };

function setup(supplies: Record<string, Supply>) {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, supply] of Object.entries(supplies)) {
    mkdirSync(join(folder, name));
    for (const [file, text] of Object.entries(supply)) writeFileSync(join(folder, name, file), `${text}\n`);
  }
  return linuxPower(folder);
}

const battery = (status: string, scope?: string): Supply => ({ type: 'Battery', status, ...(scope === undefined ? {} : { scope }) });
const mains = (online: string): Supply => ({ type: 'Mains', online });

it.each<[string, boolean, Record<string, Supply>]>([
  ['a laptop away from its socket', true, { AC: mains('0'), BAT0: battery('Discharging') }],
  ['a laptop at its socket', false, { AC: mains('1'), BAT0: battery('Charging') }],
  ['a laptop whose battery is full', false, { AC: mains('1'), BAT0: battery('Full') }],
  ['a socket that gives less than the laptop takes', false, { AC: mains('1'), BAT0: battery('Discharging') }],
  ['two batteries, one at rest', true, { AC: mains('0'), BAT0: battery('Unknown'), BAT1: battery('Discharging', 'System') }],
  ['a battery and no socket at all', true, { BAT0: battery('Discharging') }],
  ['a desktop with a wireless mouse', false, { 'hidpp-1': battery('Discharging', 'Device') }],
  ['a laptop at its socket with a mouse', false, { AC: mains('1'), BAT0: battery('Full'), mouse: battery('Discharging', 'Device') }],
  ['a server', false, {}],
  ['a supply that says nothing', false, { odd: {} }],
])('%s: on battery %j', async (_, expected, supplies) => {
  expect(await setup(supplies).onBattery()).toBe(expected);
});

it('a machine whose kernel shows no supplies is not on battery', async () => {
  expect(await linuxPower('/nonexistent/power').onBattery()).toBe(false);
});
