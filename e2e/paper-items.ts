/** What customers make, on a node of paper. */
import type { CronFacts, DatabaseFacts, FtpFacts, ItemPanel, MailAccount, MailAccountFacts, Visitor } from '#server/core/items/panel.ts';
import { type DatabaseName, databaseName } from '#server/core/names.ts';
import type { Answer } from '#server/core/panel.ts';

export interface ItemSheet {
  accounts: Map<string, MailAccountFacts>;
  databases: Map<DatabaseName, DatabaseFacts>;
  ftp: Map<string, FtpFacts>;
  /** By domain and name. */
  visitors: Set<string>;
  /** By login and number. */
  jobs: Map<string, CronFacts>;
}
export const newItemSheet = (): ItemSheet => ({ accounts: new Map(), databases: new Map(), ftp: new Map(), visitors: new Set(), jobs: new Map() });

const ok: Answer = { ok: true };
const missing: Answer = { ok: false, refusal: 'missing', message: 'There is none of that name', hint: '', code: 3 };
const exists: Answer = { ok: false, refusal: 'exists', message: 'There is one of that name', hint: '', code: 4 };

async function add<K, V>(map: Map<K, V>, key: K, value: V): Promise<Answer> {
  if (map.has(key)) return exists;
  map.set(key, value);
  return ok;
}
async function edit<K, V>(map: Map<K, V>, key: K, to: Partial<V>): Promise<Answer> {
  const old = map.get(key);
  if (old === undefined) return missing;
  map.set(key, { ...old, ...to });
  return ok;
}
const drop = async <K>(map: Map<K, unknown>, key: K): Promise<Answer> => (map.delete(key) ? ok : missing);

function accountsOn({ accounts }: ItemSheet): ItemPanel['mailAccounts'] {
  const key = ({ domain, name }: MailAccount): string => `${name}@${domain}`;
  const change = async (box: MailAccount, to: (old: MailAccountFacts) => Partial<MailAccountFacts>): Promise<Answer> => {
    const old = accounts.get(key(box));
    if (old === undefined) return missing;
    accounts.set(key(box), { ...old, ...to(old) });
    return ok;
  };
  return {
    find: async (box) => accounts.get(key(box)) ?? null,
    add: async (box, _, quotaMb) => {
      if (accounts.has(key(box))) return exists;
      accounts.set(key(box), { quotaMb, aliases: [], forwards: [], forwardOnly: false, autoReply: null, sendLimit: null, suspended: false });
      return ok;
    },
    setPassword: (box) => change(box, () => ({})), setQuota: (box, quotaMb) => change(box, () => ({ quotaMb })),
    addAlias: (box, alias) => change(box, ({ aliases }) => ({ aliases: [...aliases, alias] })), removeAlias: (box, alias) => change(box, ({ aliases }) => ({ aliases: aliases.filter((one) => one !== alias) })),
    addForward: (box, address) => change(box, ({ forwards }) => ({ forwards: [...forwards, address] })), removeForward: (box, address) => change(box, ({ forwards }) => ({ forwards: forwards.filter((one) => one !== address) })),
    setForwardOnly: (box, forwardOnly) => change(box, () => ({ forwardOnly })), setAutoReply: (box, autoReply) => change(box, () => ({ autoReply })), setSendLimit: (box, sendLimit) => change(box, () => ({ sendLimit })),
    remove: async (box) => (accounts.delete(key(box)) ? ok : missing),
  };
}

export function itemsOn(sheet: ItemSheet): ItemPanel {
  const { databases, ftp, jobs, visitors } = sheet;
  const visitorKey = ({ domain, name }: Visitor): string => `${domain}/${name}`;
  const jobKey = (login: string, job: string): string => `${login}/${job}`;
  return {
    mailAccounts: accountsOn(sheet),
    databases: {
      list: async (login) => [...databases.keys()].filter((name) => name.startsWith(`${login}_`)).map((name) => databaseName.parse(name)),
      find: async (_, name) => databases.get(name) ?? null,
      add: (_, { name, user, charset }) => add(databases, name, { user, charset, diskMb: 0, suspended: false }),
      setPassword: (_, name) => edit(databases, name, {}),
      remove: (_, name) => drop(databases, name),
    },
    ftp: {
      find: async ({ user }) => ftp.get(user) ?? null,
      add: ({ user }, _, path) => add(ftp, String(user), { path }),
      setPassword: ({ user }) => edit(ftp, String(user), {}),
      setPath: ({ user }, path) => edit(ftp, String(user), { path }),
      remove: ({ user }) => drop(ftp, String(user)),
    },
    visitors: {
      find: async (visitor) => visitors.has(visitorKey(visitor)),
      add: async (visitor) => { if (visitors.has(visitorKey(visitor))) return exists; visitors.add(visitorKey(visitor)); return ok; },
      setPassword: async (visitor) => (visitors.has(visitorKey(visitor)) ? ok : missing),
      remove: async (visitor) => (visitors.delete(visitorKey(visitor)) ? ok : missing),
    },
    cron: {
      find: async (login, job) => jobs.get(jobKey(login, job)) ?? null,
      add: (login, job, { schedule, command }) => add(jobs, jobKey(login, job), { schedule, command, suspended: false }),
      change: (login, job, { schedule, command }) => edit(jobs, jobKey(login, job), { schedule, command }),
      suspend: (login, job) => edit(jobs, jobKey(login, job), { suspended: true }),
      unsuspend: (login, job) => edit(jobs, jobKey(login, job), { suspended: false }),
      remove: (login, job) => drop(jobs, jobKey(login, job)),
    },
  };
}
