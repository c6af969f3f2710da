import { scratch } from '../office/scratch.ts';
import { modosuShell } from '../office/shell.ts';
import { growYear, type Year } from '../office/year.ts';
import { expect, test as base } from './program.ts';

/** A test on a home whose one job, `website`, goes on with a repository of a year. */
export const test = base.extend<object, { year: Year }>({
  year: [
    async ({}, use) => {
      const { dir, remove } = await scratch('modosu-year');
      await use(await growYear(dir));
      await remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  home: async ({ home, year: { source, repository } }, use) => {
    const { code, stderr } = await modosuShell(home).call('job', 'add', 'website', '--from', source, '--to', repository, '--adopt');
    expect(code, stderr).toBe(0);
    await use(home);
  },
});
