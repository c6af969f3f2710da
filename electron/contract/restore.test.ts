import { expect, it } from 'vitest';
import { RestoreDraft, RestoreOrder } from './restore.ts';

it('a restore that says nothing of mail, as records of older programs do, wants none', () => {
  const order = { session: 7, paths: [''], to: '/srv', exact: false, special: false, confirmed: { replace: 0, remove: 0 } };
  const draft = { name: 'www', paths: [''], place: { kind: 'new' } };
  expect([RestoreOrder.parse({ ...order, of: null, drill: null }).mail, RestoreDraft.parse(draft).mail]).toEqual([false, false]);
});
