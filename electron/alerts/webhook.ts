import type { Incident } from '../contract/incident.ts';
import { visible } from '../contract/words/visible.ts';
import { createCourier, tryMs, type CourierDeps } from './courier.ts';

export type WebhookEvent = 'opened' | 'closed';
/** What a webhook tells beside the incident: the places of its job as a person writes them, and what happened in a sentence. */
export type WebhookFacts = { from: string; to: string; text: string };

export type Webhook = ReturnType<typeof createWebhook>;

/** Tells an address outside about incidents, in JSON. */
export function createWebhook(deps: CourierDeps) {
  const courier = createCourier(deps);
  return {
    /** Returns at once and never throws; what one address is told arrives in its order. */
    send: (address: string, incident: Incident, event: WebhookEvent, facts: WebhookFacts): void => {
      courier.send(address, { address, body: webhookBody(incident, event, facts), timeoutMs: tryMs });
    },
    idle: courier.idle,
  };
}

/** What is told to an address that is only tried. */
export const webhookTest = (text: string): string => JSON.stringify({ event: 'test', text: visible(text) });

/** An incident as JSON. `text` is in the language of the alerts; everything else is the same in all of them. */
export function webhookBody(incident: Incident, event: WebhookEvent, { from, to, text }: WebhookFacts): string {
  const { id, cause, jobName, openedAt, closedAt, run } = incident;
  return JSON.stringify({
    event,
    incident: {
      id,
      cause,
      job: jobName,
      from: visible(from),
      to: visible(to),
      openedAt: new Date(openedAt).toISOString(),
      closedAt: closedAt === null ? null : new Date(closedAt).toISOString(),
      run,
    },
    text: visible(text),
  });
}
