import * as z from 'zod';
import type { AccountContents } from '#server/core/panel.ts';
import type { Login } from '#server/core/names.ts';
import type { Exit } from '#server/ssh/wire.ts';
import type { ReadName } from './commands.ts';
import { count, jsonOf, wireName, type Shell } from './exec.ts';

const sized = z.record(z.string(), z.object({ U_DISK: count }));
const zoned = z.record(z.string(), z.object({ RECORDS: count }));

/** Names with the MB that the panel last counted; what is not there has none. */
export const readSizes = (command: ReadName, exit: Exit): AccountContents['sites'] =>
  Object.entries(jsonOf(command, exit, sized) ?? {}).map(([name, { U_DISK }]) => ({ name: wireName(name), sizeMb: U_DISK }));

const readZones = (exit: Exit): AccountContents['zones'] => Object.entries(jsonOf('v-list-dns-domains', exit, zoned) ?? {}).map(([name, { RECORDS }]) => ({ name: wireName(name), records: RECORDS }));

/** The account is known to be there. Nodes of one role lack the lists of the others, which are then empty. */
export async function readContents(shell: Shell, login: Login): Promise<AccountContents> {
  const sites = readSizes('v-list-web-domains', await shell.read('v-list-web-domains', [login, 'json']));
  const databases = Object.entries(jsonOf('v-list-databases', await shell.read('v-list-databases', [login, 'json']), sized) ?? {}).map(([name, { U_DISK }]) => ({ name, sizeMb: U_DISK }));
  const mail = Object.keys(jsonOf('v-list-mail-domains', await shell.read('v-list-mail-domains', [login, 'json']), z.record(z.string(), z.unknown())) ?? {});
  const mailboxes: AccountContents['mailboxes'][number][] = [];
  for (const name of mail) {
    const boxes = readSizes('v-list-mail-accounts', await shell.read('v-list-mail-accounts', [login, name, 'json']));
    mailboxes.push(...boxes.map((box) => ({ ...box, name: `${box.name}@${wireName(name)}` })));
  }
  return { sites, databases, mailboxes, zones: readZones(await shell.read('v-list-dns-domains', [login, 'json'])) };
}
