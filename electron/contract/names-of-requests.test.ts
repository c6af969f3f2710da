import { expect, it } from 'vitest';
import { eventNames, requestNames } from './names-of-requests.ts';
import { events, requests } from './requests.ts';

it('names every request and every event, and nothing else', () => {
  expect({ requests: [...requestNames].sort(), events: [...eventNames].sort() }).toEqual({
    requests: Object.keys(requests).sort(),
    events: Object.keys(events).sort(),
  });
});
