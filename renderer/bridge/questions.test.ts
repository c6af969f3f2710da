import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, onTestFinished, vi } from 'vitest';
import { askAgain, followEngine } from './questions.ts';

const { announce, nextFrame } = vi.hoisted(() => {
  const listeners = new Map<string, (value?: unknown) => void>();
  const frames: (() => void)[] = [];
  const on = (name: string, listener: (value?: unknown) => void) => {
    listeners.set(name, listener);
    return () => listeners.delete(name);
  };
  vi.stubGlobal('window', { modosu: { on } });
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  return {
    announce: (name: 'run.changed' | 'status.changed' | 'history.changed', value?: unknown) => listeners.get(name)?.(value),
    nextFrame: () => frames.splice(0).forEach((frame) => frame()),
  };
});

const names = ['status', 'run.list', 'host.list', 'removal.preview', 'restore.preview'];

/** Follows the engine with an answer to each question; `asked` says which of them are asked anew since it was last called. */
function setup() {
  const queries = new QueryClient();
  onTestFinished(followEngine(queries));
  const answer = () => names.forEach((name) => queries.setQueryData([name, {}], name));
  answer();
  const asked = () => {
    nextFrame();
    const stale = names.filter((name) => queries.getQueryState([name, {}])?.isInvalidated);
    answer();
    return stale;
  };
  return { queries, asked };
}

it('a run that changed makes the questions about runs be asked again, and no others', () => {
  const { asked } = setup();
  announce('run.changed');
  expect(asked()).toEqual(['status', 'run.list']);
});
it.each([
  ['first', ['status.changed', 'run.changed', 'run.changed']],
  ['last', ['run.changed', 'run.changed', 'status.changed']],
] as const)('what else changed %s in the same frame is not lost; nobody looks into a repository for it', (_, changes) => {
  const { asked } = setup();
  changes.forEach((change) => announce(change));
  expect(asked()).toEqual(['status', 'run.list', 'host.list']);
  announce('run.changed');
  expect(asked()).toEqual(['status', 'run.list']);
});
it('after a deed everything is asked again, and a far repository is not waited for', async () => {
  const { queries } = setup();
  const begun: string[] = [];
  for (const name of names) {
    const queryFn = () => {
      begun.push(name);
      return name.endsWith('.preview') ? new Promise<string>(() => undefined) : name;
    };
    onTestFinished(new QueryObserver(queries, { queryKey: [name, {}], queryFn, staleTime: Infinity }).subscribe(() => undefined));
  }
  await askAgain(queries);
  expect(begun.toSorted()).toEqual(names.toSorted());
});
it('the past is asked about again when an index knows more, not at every step of its reading, and never for a file that was taken out', () => {
  const queries = new QueryClient();
  onTestFinished(followEngine(queries));
  const ofPast = [
    'history.sessions',
    'history.moment',
    'history.folder',
    'history.find',
    'history.preview',
    'history.difference',
    'status',
  ];
  const stale = () => ofPast.filter((name) => queries.getQueryState([name, {}])?.isInvalidated);
  const answer = () => ofPast.forEach((name) => queries.setQueryData([name, {}], name));
  const state = { name: 'a', state: 'indexing', share: 0.1, sessions: 3, damaged: 0, newest: 30, bytes: 1, line: null, keyLine: null };
  answer();
  announce('history.changed', state);
  expect(stale()).toEqual(['history.sessions', 'history.moment', 'history.folder', 'history.find']);
  answer();
  announce('history.changed', { ...state, share: 0.7, bytes: 9 });
  expect(stale()).toEqual([]);
  expect(queries.getQueryData(['history.open', { name: 'a' }])).toMatchObject({ share: 0.7 });
  announce('history.changed', { ...state, state: 'ready', sessions: 4, newest: 40 });
  expect(stale()).toEqual(['history.sessions', 'history.moment', 'history.folder', 'history.find']);
});
it('what else changes leaves the past alone', () => {
  const queries = new QueryClient();
  onTestFinished(followEngine(queries));
  const ofPast = ['history.open', 'history.folder', 'history.preview'];
  ofPast.forEach((name) => queries.setQueryData([name, {}], name));
  announce('status.changed');
  nextFrame();
  expect(ofPast.filter((name) => queries.getQueryState([name, {}])?.isInvalidated)).toEqual([]);
});
