import { describe, expect, it } from 'vitest';
import { enter, get, list, parseListing } from './fetch-files-batch.ts';

describe('a path in a command of sftp means itself (I5)', () => {
  it('in quotes, of which only a quote itself has to be told', () => {
    expect(enter('/srv/a "b" *?[x] \'c\' #d')).toEqual(['cd "/srv/a \\"b\\" *?[x] \'c\' #d"']);
    expect(get('current_mirror.2026-01-01T00:00:00Z.data', '7.part')).toBe('-get "current_mirror.2026-01-01T00:00:00Z.data" "7.part"');
  });

  it('in steps that no line of sftp cuts in two, and of which none looks like an option', () => {
    const path = `/${Array.from({ length: 17 }, (_, at) => `-${'"'.repeat(230)}${at}`).join('/')}`;
    const steps = enter(path);
    expect(steps.length).toBeGreaterThan(3);
    expect(Math.max(...steps.map((step) => Buffer.byteLength(step)))).toBeLessThan(2047);
    expect(steps.slice(1).every((step) => step.startsWith('cd "./-'))).toBe(true);
    const walked = steps.map((step) => step.slice('cd "'.length, -1).replaceAll('\\"', '"').replace(/^\.\//, '/')).join('');
    expect(walked).toBe(path);
  });

  it('the root folder is one, too', () => {
    expect(enter('/rdiff-backup-data')).toEqual(['cd "/rdiff-backup-data"']);
  });
});

it('of a listing the regular files with wanted names are read, whoever they belong to', () => {
  const printed = [
    'sftp> cd "/srv"',
    `sftp> ${list}`,
    '-rw-------    ? root     root           1234 Nov 29 10:45 a.1',
    '-rw-rw-r--    1 1000     Domain Users  4294967297 Jan  1  2020 a.2\r',
    '-rw-------    ? root     root            0 Nov  9 10:45 b.1',
    'drwx------    ? root     root         4096 Nov 29 10:45 a.3',
    'lrwxrwxrwx    ? root     root           11 Nov 29 10:45 a.4',
    '-rw-------    ? root     root            x Nov 29 10:45 a.5',
    '-rw-------    ? root     root            9 Nov 29 10:45 a.6 tail',
    '-rw-------    ? root     root            9 Nov 29 10:45 ../a.7',
    '-rw-------    ? root     root            9 Nov 29 10:45 /a.8',
    '-rw-------    ? root     root            9 Nov 29 10:45 .a.9',
    '-rw-------    ? root     root            9 Nov 29 10:45 -a.10',
    '-rw-------    ? root     root 99999999999999999999 Nov 29 10:45 a.11',
    'a.12',
  ].join('\n');
  expect(parseListing(printed, (name) => name.includes('a.'))).toEqual([
    { name: 'a.1', size: 1234 },
    { name: 'a.2', size: 4_294_967_297 },
  ]);
});
