/** Which parts of a backup can be brought back, and what each of them does to what is there now. */
import * as z from 'zod';
import type { RestoreAction } from './action.ts';
import { databaseName, type Domain, localPart } from './names.ts';
import type { BackupFacts } from './backup-panel.ts';
import type { AccountContents } from './panel.ts';

/** By full names, as the archive has them. */
export const restorePart = z.discriminatedUnion('is', [
  z.object({ is: z.literal('site') }),
  z.object({ is: z.literal('database'), name: databaseName }),
  z.object({ is: z.literal('mailbox'), name: localPart }),
]);
export type RestorePart = z.output<typeof restorePart>;
export const partKey = (part: { is: RestorePart['is']; name?: string }): string => `${part.is} ${part.name ?? ''}`.trim();

export const restoreActionOf: Record<RestorePart['is'], RestoreAction> = { site: 'web.restoreSite', database: 'web.restoreDatabase', mailbox: 'mail.restoreMailbox' };

/** Several parts at once, and a whole website, are not brought back by one click: the domain is typed. */
export const isTyped = (parts: readonly { is: RestorePart['is'] }[]): boolean => parts.length > 1 || parts.some(({ is }) => is === 'site');

/** Why a part can not be brought back out of this archive, one sentence; null when it can. What is in a mailbox's domain the node tells. */
export function partFault(part: RestorePart, archive: BackupFacts, domain: Domain): string | null {
  switch (part.is) {
    case 'site':
      return archive.sites.includes(domain) ? null : 'The website is not in this backup';
    case 'database':
      return archive.databases.includes(part.name) ? null : `The database ${part.name} is not in this backup`;
    case 'mailbox':
      return archive.mailDomains.includes(domain) ? null : 'Email is not in this backup';
  }
}

/** One part of a backup, beside what is there now. */
export interface RestoreChoice {
  is: RestorePart['is'];
  name: string;
  /** As people call it. */
  title: string;
  /** `gone`: there is nothing of it any more; `unknown`: the server does not tell. */
  now: 'there' | 'gone' | 'unknown';
  sizeMb: number | null;
}

/** Every part of a backup. `boxes`: the mailboxes in it; null when the server could not read them. */
export function choicesOf(archive: BackupFacts, domain: Domain, boxes: readonly string[] | null, contents: AccountContents | null): readonly RestoreChoice[] {
  const beside = (list: readonly { name: string; sizeMb: number | null }[] | undefined, name: string): Pick<RestoreChoice, 'now' | 'sizeMb'> => {
    const found = list?.find((one) => one.name === name);
    return { now: list === undefined ? 'unknown' : found === undefined ? 'gone' : 'there', sizeMb: found?.sizeMb ?? null };
  };
  return [
    ...(archive.sites.includes(domain) ? [{ is: 'site', name: '', title: domain, ...beside(contents?.sites, domain) } as const] : []),
    ...archive.databases.map((name) => ({ is: 'database', name, title: name, ...beside(contents?.databases, name) }) as const),
    ...(boxes ?? []).map((name) => ({ is: 'mailbox', name, title: `${name}@${domain}`, ...beside(contents?.mailboxes, `${name}@${domain}`) }) as const),
  ];
}
