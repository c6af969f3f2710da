import { describe, expect, it } from 'vitest';
import { handText, letter, pythonOf } from './hand.ts';

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
