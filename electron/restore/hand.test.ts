import { describe, expect, it } from 'vitest';
import { handText, letter, programHere, pythonOf } from './hand.ts';

const find = (program: string) => `/found/${program}`;
const toolOf = (line: string) => ({ read: () => Promise.resolve(Buffer.from(`${line}\nimport sys\n`)) });

describe('the Python of a hand', () => {
  it.for([
    ['#!/usr/bin/python3', '/usr/bin/python3'],
    ['#! /opt/venv/bin/python3.11 -sP', '/opt/venv/bin/python3.11'],
    ['#!/home/a/.local/share/pipx/venvs/rdiff-backup/bin/python', '/home/a/.local/share/pipx/venvs/rdiff-backup/bin/python'],
    ['#!/usr/bin/env python3', '/found/python3'],
    ['#!/usr/bin/env -S python3.12 -I', '/found/python3.12'],
    ['#!/bin/sh', '/found/python3'],
    ['\x7fELF', '/found/python3'],
  ])('is the one that rdiff-backup names in its first line, else one on the PATH: %s', async ([line = '', python]) => {
    expect(await pythonOf(toolOf(line), { find }, '/usr/bin/rdiff-backup')).toBe(python);
  });
});

describe('the letter to a hand', () => {
  it('holds the program behind its length, the order in one line and the plan behind that', async () => {
    const sent = await letter({ op: 'sweep', path: 'two\nlines \udcff' }, Buffer.from('p\0'));
    const begin = sent.indexOf(10) + 1;
    const length = Number(sent.subarray(0, begin).toString());
    expect(sent.subarray(begin, begin + length).toString()).toBe(await handText());
    expect(sent.subarray(begin + length).toString()).toBe('{"op":"sweep","path":"two\\nlines \\udcff","plan":2}\np\0');
  });

  it('has a program in which no name is defined twice, so that its parts cannot get in each other’s way', async () => {
    const names = [...(await handText()).matchAll(/^(?:def|class) (\w+)|^(\w+) = /gm)].map(([, defined, set]) => defined ?? set ?? '');
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

describe('the program of a hand on this machine', () => {
  const written = new Map<string, string>();
  const files = {
    text: (path: string) => Promise.resolve(written.get(path)),
    makeFolder: () => Promise.resolve(),
    write: (path: string, content: string | Uint8Array) => Promise.resolve(void written.set(path, String(content))),
  };

  it('is brought in from a folder of its own below the home, and written anew where it is not the very same', async () => {
    const program = await programHere(files, '/the "home"');
    const [[path, text] = ['', '']] = [...written];
    expect(path).toMatch(/^\/the "home"\/hand\/[0-9a-f]{16}\/modosu_hand\.py$/);
    expect([text, program]).toEqual([await handText(), expect.stringContaining(JSON.stringify(path.slice(0, path.lastIndexOf('/'))))]);
    written.set(path, text.slice(1));
    await programHere(files, '/the "home"');
    expect(written.get(path)).toBe(text);
  });

  it('is the whole text where nothing can be written', async () => {
    const full = { ...files, text: () => Promise.resolve(undefined), write: () => Promise.reject(new Error('ENOSPC')) };
    expect(await programHere(full, '/home')).toBe(await handText());
  });
});
