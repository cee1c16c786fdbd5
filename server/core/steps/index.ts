/** Every action has its step: a missing or misspelt one does not compile. */
import type { Action } from '../action.ts';
import * as account from './account.ts';
import * as dns from './dns.ts';
import * as mail from './mail.ts';
import * as service from './service.ts';
import type { Step } from './step.ts';
import * as web from './web.ts';

export const steps: Record<Action, Step> = {
  'web.addPackage': account.addPackage('web'),
  'web.addUser': account.addUser('web'),
  'web.addDomain': web.addDomain,
  'web.applySettings': web.applySettings,
  'mail.addPackage': account.addPackage('mail'),
  'mail.addUser': account.addUser('mail'),
  'mail.addDomain': mail.addDomain,
  'dns.addPackage': account.addPackage('dns'),
  'dns.addUser': account.addUser('dns'),
  'dns.addZone': dns.addZone,
  'dns.syncRecords': dns.syncRecords,
  'service.seedAutoSsl': service.seedAutoSsl,
  'service.activate': service.activate,
};
