import { describe, expect, it } from 'vitest';
import type { Incident, IncidentCause } from '../contract/incident.ts';
import { nothingTold, tell, type Mailing } from './telling.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const incident = (cause: IncidentCause, id = 1): Incident => ({
  id,
  job: 'job-0000000b',
  jobName: 'www',
  cause,
  openedAt: 0,
  changedAt: 0,
  closedAt: null,
  run: null,
  times: 1,
  facts: {},
});

/** Tells a story minute by minute: what is open at each, and which runs were bad once more. */
function setup() {
  let now = 0;
  let telling = nothingTold;
  let open = new Map<IncidentCause, Incident>();
  const mails: { at: number; mail: string }[] = [];
  const say = (mailing: Mailing) =>
    mailing.kind === 'alert' ? `alert ${mailing.incident.cause}` : mailing.kind === 'digest' ? `digest ${mailing.times}` : 'recovery';

  function step(causes: readonly IncidentCause[], again = 0): void {
    const opened = causes.filter((cause) => !open.has(cause)).map((cause) => incident(cause));
    open = new Map(causes.map((cause) => [cause, open.get(cause) ?? incident(cause)]));
    const { after, mailings } = tell(telling, { opened, again, open: [...open.values()], now });
    telling = after;
    mails.push(...mailings.map((mailing) => ({ at: now, mail: say(mailing) })));
  }
  return {
    mails,
    said: () => mails.map(({ mail }) => mail),
    pass: (ms: number, causes: readonly IncidentCause[] = []) => {
      if (ms < 0) now += ms;
      for (const until = now + ms; now < until; now += minute) step(causes);
    },
    now: (causes: readonly IncidentCause[], again = 0) => {
      step(causes, again);
    },
  };
}

describe('what is mailed of a job (I3, H5, H6)', () => {
  it('a failure at once, and the good news once, half an hour after it', () => {
    const story = setup();
    story.pass(hour);
    story.pass(day, ['failed']);
    story.pass(day);
    expect(story.said()).toEqual(['alert failed', 'recovery']);
    expect(story.mails[1]?.at).toBe(hour + day + 30 * minute);
  });

  it('what goes on is told again once a day, also when nothing new happens: silence would look as if it were over', () => {
    const story = setup();
    story.pass(hour, ['overdue']);
    story.pass(day - 1, ['overdue']);
    expect(story.said()).toEqual(['alert overdue']);
    story.pass(2.5 * day, ['overdue']);
    expect(story.said()).toEqual(['alert overdue', 'digest 0', 'digest 0', 'digest 0']);
  });

  it('another cause is news, also while the first is open', () => {
    const story = setup();
    story.pass(hour, ['failed']);
    story.pass(hour, ['failed', 'disk-filling']);
    story.pass(hour, ['disk-filling']);
    expect(story.said()).toEqual(['alert failed', 'alert disk-filling']);
    story.pass(hour);
    expect(story.said()).toEqual(['alert failed', 'alert disk-filling', 'recovery']);
  });

  it('what fails every night is told once a day after the first', () => {
    const story = setup();
    for (let night = 0; night < 5; night += 1) {
      story.now(['failed'], night === 0 ? 0 : 1);
      story.pass(day, ['failed']);
    }
    expect(story.said()).toEqual(['alert failed', 'digest 1', 'digest 1', 'digest 1', 'digest 1']);
  });

  it('a hundred failures in an hour, good in between: one alert, one digest a day, then the recovery', () => {
    const story = setup();
    for (let turn = 0; turn < 100; turn += 1) {
      story.now(['failed']);
      story.now([]);
    }
    expect(story.said()).toEqual(['alert failed']);
    for (let turn = 0; turn < 3 * 24 * 6; turn += 1) {
      story.now(['failed']);
      story.pass(10 * minute);
    }
    expect(story.said().map((mail) => mail.split(' ')[0])).toEqual(['alert', 'digest', 'digest']);
    story.pass(2 * day);
    expect(story.said().at(-1)).toBe('recovery');
    expect(story.said()).toHaveLength(4);
  });

  it('good news that did not last is told again only after a whole good day', () => {
    const story = setup();
    story.pass(hour, ['failed']);
    story.pass(hour);
    story.pass(hour, ['failed']);
    story.pass(23 * hour);
    expect(story.said()).toEqual(['alert failed', 'recovery', 'alert failed']);
    story.pass(2 * hour);
    expect(story.said()).toEqual(['alert failed', 'recovery', 'alert failed', 'recovery']);
  });

  it('what is open when mail is set up is told then', () => {
    const open = [incident('overdue'), incident('disk-filling')];
    const { mailings } = tell(nothingTold, { opened: [], again: 0, open, now: 0 });
    expect(mailings).toEqual(open.map((each) => ({ kind: 'alert', incident: each })));
  });

  it('a clock that was a year ahead for an hour silences nothing once it is right (E7)', () => {
    const story = setup();
    story.pass(hour);
    story.pass(365 * day);
    story.pass(hour, ['failed']);
    story.pass(-365 * day);
    for (let night = 0; night < 3; night += 1) {
      story.now(['failed'], 1);
      story.pass(day, ['failed']);
    }
    expect(story.said().slice(1)).toEqual(['digest 2', 'digest 1']);
    story.pass(2 * day);
    expect(story.said().at(-1)).toBe('recovery');
  });
});
