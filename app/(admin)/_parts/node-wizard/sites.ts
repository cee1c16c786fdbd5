/** A node as the outside knows it: the form of its last step, and of its later editing. */
import * as z from 'zod';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { roleList } from '../roles.ts';

export type NodeFacts = Outputs['nodes']['probe']['facts'];

/** The server has the grammars; here only what is missing. */
export const site = z.object({
  name: z.string().trim().min(1, 'Name is missing'),
  groupId: z.string(),
  newGroup: z.string().trim(),
  nameservers: z.string(),
  roles: z.array(z.string()).min(1, 'At least one role'),
  ipv4: z.string().trim().min(1, 'IPv4 address is missing'),
  ipv6: z.string().trim(),
  hostname: z.string().trim().min(1, 'Host name is missing'),
  mailHost: z.string().trim(),
  webmailUrl: z.string().trim(),
  nameserver: z.string().trim(),
  slots: z.string().regex(/^\s*\d+\s*$/, 'A whole number from 1 to 64'),
  weight: z.string().regex(/^\s*\d+\s*$/, 'A whole number from 1 to 1000'),
  maxAccounts: z.string().regex(/^\s*\d*\s*$/, 'A whole number, or nothing'),
}).superRefine((value, ctx) => {
  if (value.groupId !== NEW_GROUP) return;
  if (value.newGroup === '') ctx.addIssue({ code: 'custom', path: ['newGroup'], message: 'Name of the group is missing' });
  if (namesIn(value.nameservers).length === 0) ctx.addIssue({ code: 'custom', path: ['nameservers'], message: 'At least one nameserver' });
});
export type Site = z.infer<typeof site>;
export const siteFields = ['name', 'groupId', 'newGroup', 'nameservers', 'roles', 'ipv4', 'ipv6', 'hostname', 'mailHost', 'webmailUrl', 'nameserver', 'slots', 'weight', 'maxAccounts'] as const satisfies readonly (keyof Site)[];

export const NEW_GROUP = 'new';

export const namesIn = (text: string): string[] => text.split(/[\s,;]+/).filter((name) => name !== '');

/** The form's answer as the API takes it, without what belongs to the group. */
export const sitesOf = ({ roles, ipv4, ipv6, hostname, mailHost, webmailUrl, nameserver, slots, weight, maxAccounts }: Site) => ({
  roles: roleList.filter((role) => roles.includes(role)), ipv4, ipv6, hostname, mailHost, webmailUrl, nameserver, slots: Number(slots), weight: Number(weight), maxAccounts: maxAccounts.trim() === '' ? null : Number(maxAccounts),
});

/** What the settings say of new nodes. */
export type Usual = Outputs['nodes']['probe']['usual'];

/** What the probe found, as a first answer to every field. */
export function siteFrom(facts: NodeFacts, groupId: number | null, usual: Usual): Site {
  const roles = roleList.filter((role) => facts[role]);
  return {
    name: facts.hostname.split('.')[0]?.toLowerCase() ?? '',
    groupId: groupId === null ? NEW_GROUP : String(groupId),
    newGroup: '',
    nameservers: '',
    roles,
    ipv4: facts.ipv4[0] ?? '',
    ipv6: facts.ipv6[0] ?? '',
    hostname: facts.hostname,
    mailHost: facts.mail ? facts.hostname : '',
    webmailUrl: '',
    nameserver: facts.dns ? facts.hostname : '',
    slots: String(usual.slots),
    weight: String(usual.weight),
    maxAccounts: '',
  };
}
