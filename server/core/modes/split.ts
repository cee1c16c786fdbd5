/** Split: up to three panel accounts, each on a node of its role; the zone on every DNS node. */
import type { Role } from '../names.ts';
import type { Mode, PlanInput, PlannedTask } from '../wish.ts';

type Account = { login: string; package: string };
const account = (node: number, login: string) => `${node}:${login}`;

function accountTasks(role: Role, node: number, { login, package: name }: Account, suffix = ''): readonly PlannedTask[] {
  const addPackage = `${role}.addPackage` as const;
  const addUser = `${role}.addUser` as const;
  return [
    { key: addPackage + suffix, action: addPackage, nodeId: node, target: name, after: [], serialKey: account(node, name) },
    { key: addUser + suffix, action: addUser, nodeId: node, target: login, after: [addPackage + suffix], serialKey: account(node, login) },
  ];
}

function webTasks({ domain, nodes, accounts }: PlanInput): readonly PlannedTask[] {
  if (nodes.web === null || accounts.web === undefined) return [];
  const at = { nodeId: nodes.web, target: domain, serialKey: account(nodes.web, accounts.web.login) };
  return [
    ...accountTasks('web', nodes.web, accounts.web),
    { key: 'web.addDomain', action: 'web.addDomain', after: ['web.addUser'], ...at },
    { key: 'web.applySettings', action: 'web.applySettings', after: ['web.addDomain'], ...at },
  ];
}

function mailTasks({ domain, nodes, accounts }: PlanInput): readonly PlannedTask[] {
  if (nodes.mail === null || accounts.mail === undefined) return [];
  const serialKey = account(nodes.mail, accounts.mail.login);
  return [
    ...accountTasks('mail', nodes.mail, accounts.mail),
    { key: 'mail.addDomain', action: 'mail.addDomain', nodeId: nodes.mail, target: domain, after: ['mail.addUser'], serialKey },
  ];
}

/**
 * Records are synced twice: at once, so that SPF and DMARC never wait for the mail node, and once more when the mail
 * domain has its key. When the key came first, the second pass looks, finds all as wished and is over.
 */
function dnsTasks({ domain, accounts }: PlanInput, node: number, withMail: boolean): readonly PlannedTask[] {
  if (accounts.dns === undefined) return [];
  const suffix = `@${node}`;
  const at = { nodeId: node, serialKey: account(node, accounts.dns.login) };
  const sync = { key: `dns.syncRecords${suffix}`, action: 'dns.syncRecords', target: domain, after: [`dns.addZone${suffix}`], ...at } as const;
  const dkim = { ...sync, key: `dns.syncRecords+dkim${suffix}`, target: `mail._domainkey.${domain}`, after: [sync.key, 'mail.addDomain'] };
  return [
    ...accountTasks('dns', node, accounts.dns, suffix),
    { key: `dns.addZone${suffix}`, action: 'dns.addZone', target: domain, after: [`dns.addUser${suffix}`], ...at },
    sync,
    ...(withMail ? [dkim] : []),
  ];
}

/** The keys that nothing else in the plan waits for. */
function ends(tasks: readonly PlannedTask[]): readonly string[] {
  const awaited = new Set(tasks.flatMap((task) => task.after));
  return tasks.filter((task) => !awaited.has(task.key)).map((task) => task.key);
}

export const split = {
  name: 'split',
  title: 'Split',
  summary: 'Web, mail and DNS on different nodes, each with an account of its own',
  roles: ['web', 'mail', 'dns'],
  plan(input) {
    const mail = mailTasks(input);
    const built = [...webTasks(input), ...mail, ...input.nodes.dns.flatMap((node) => dnsTasks(input, node, mail.length > 0))];
    return [
      ...built,
      { key: 'service.seedAutoSsl', action: 'service.seedAutoSsl', nodeId: null, target: input.domain, after: ends(built), serialKey: null },
      { key: 'service.activate', action: 'service.activate', nodeId: null, target: input.domain, after: ['service.seedAutoSsl'], serialKey: null },
    ];
  },
} as const satisfies Mode;
