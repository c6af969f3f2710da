import { bringIndex } from './built-index.ts';

// Started as a process of its own, so that its memory is that of the building alone: `build-index.ts REPOSITORY FILE [anew]`.
const [repository = '', file = '', anew] = process.argv.slice(2);
const begun = performance.now();
const update = await bringIndex(repository, file, anew === 'anew');
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage();
const { maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ ...update, seconds, cpuSeconds: (user + system) / 1e6, peakMB: (maxRSS * 1024) / 1e6 }));
