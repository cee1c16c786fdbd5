/** The one list of actions. An action's name is the step, the row's `action` and the key of its words. */
import type { Role } from './names.ts';

export const actions = [
  'web.addPackage', 'web.addUser', 'web.addDomain', 'web.applySettings',
  'mail.addPackage', 'mail.addUser', 'mail.addDomain',
  'dns.addPackage', 'dns.addUser', 'dns.addZone', 'dns.syncRecords',
  'service.seedAutoSsl', 'service.activate',
] as const;
export type Action = (typeof actions)[number];

/** The parts of a service that a customer watches being built side by side; `finish` is counted but has no lane. */
export const lanes = ['website', 'email', 'domain', 'certificate'] as const;
export type Lane = (typeof lanes)[number] | 'finish';
export const laneWords: Record<Lane, { title: string; ready: string; failed: string }> = {
  website: { title: 'Website', ready: 'Ready', failed: 'Setting up your website did not work' },
  email: { title: 'Email', ready: 'Ready', failed: 'Setting up email did not work' },
  domain: { title: 'Domain names', ready: 'Ready', failed: 'Publishing your domain did not work' },
  certificate: { title: 'Certificate', ready: 'Starts when your domain points here', failed: 'Preparing your certificate did not work' },
  finish: { title: 'Finish', ready: 'Ready', failed: 'Finishing the set-up did not work' },
};

/** `doing` is what a customer reads while it happens; `seconds` is what it usually takes before there is history. */
export interface ActionFacts {
  role: Role | 'service';
  lane: Lane;
  doing: string;
  seconds: number;
}

export const actionFacts: Record<Action, ActionFacts> = {
  'web.addPackage': { role: 'web', lane: 'website', doing: 'Configuring web plan', seconds: 0.5 },
  'web.addUser': { role: 'web', lane: 'website', doing: 'Setting up web account', seconds: 1 },
  'web.addDomain': { role: 'web', lane: 'website', doing: 'Configuring web hosting', seconds: 2.5 },
  'web.applySettings': { role: 'web', lane: 'website', doing: 'Applying website settings', seconds: 1.5 },
  'mail.addPackage': { role: 'mail', lane: 'email', doing: 'Configuring email plan', seconds: 0.5 },
  'mail.addUser': { role: 'mail', lane: 'email', doing: 'Setting up email account', seconds: 1 },
  'mail.addDomain': { role: 'mail', lane: 'email', doing: 'Creating your mailbox domain', seconds: 2 },
  'dns.addPackage': { role: 'dns', lane: 'domain', doing: 'Configuring domain plan', seconds: 0.5 },
  'dns.addUser': { role: 'dns', lane: 'domain', doing: 'Setting up domain account', seconds: 1 },
  'dns.addZone': { role: 'dns', lane: 'domain', doing: 'Creating your zone', seconds: 7 },
  'dns.syncRecords': { role: 'dns', lane: 'domain', doing: 'Publishing your zone', seconds: 8 },
  'service.seedAutoSsl': { role: 'service', lane: 'certificate', doing: 'Preparing your certificate', seconds: 0.1 },
  'service.activate': { role: 'service', lane: 'finish', doing: 'Finishing', seconds: 0.1 },
};

export const isAction = (value: string): value is Action => (actions as readonly string[]).includes(value);
