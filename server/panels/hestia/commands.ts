/**
 * Every HestiaCP command that Hostwright uses: one table, from which the deadlines, the locks and the sudoers line
 * come. Locks are the files that all accounts of a node share and that the panel edits without a lock of its own.
 */
interface Rule {
  changes: boolean;
  /** Seconds. */
  deadline: number;
  /** The answer holds keys, one-time secrets or passwords of the node beside what is asked for. */
  private?: boolean;
  /** Prints while it works, and would die of a closed channel. */
  talkative?: true;
  /** Beside the account's own lock. */
  shared: readonly Shared[];
}

/** In the one order in which they are taken everywhere. `web` also covers `nginx -t`, which reads everyone's files. */
const SHARED = ['packages', 'users', 'web', 'mail', 'named'] as const;
type Shared = (typeof SHARED)[number];

const read = (deadline = 20): Rule => ({ changes: false, deadline, shared: [] });
const secret: Rule = { ...read(), private: true };
const change = (deadline: number, ...shared: readonly Shared[]): Rule => ({ changes: true, deadline, shared: SHARED.filter((name) => shared.includes(name)) });

const commands = {
  'v-list-sys-info': read(),
  'v-list-sys-config': secret,
  'v-list-sys-services': read(),
  'v-list-sys-ips': read(),
  'v-list-web-templates-backend': read(),
  'v-list-user-package': read(),
  'v-list-user': secret,
  'v-list-users': { ...secret, deadline: 60 },
  'v-list-databases': read(),
  'v-list-database': read(),
  'v-list-cron-job': read(),
  'v-list-user-backups': read(),
  'v-list-user-ssh-key': read(),
  'v-list-web-domains': read(),
  'v-list-mail-domains': read(),
  'v-list-mail-accounts': read(),
  'v-list-dns-domains': read(),
  'v-list-web-domain': read(),
  'v-list-web-domain-accesslog': { ...secret, deadline: 10 },
  'v-list-web-domain-errorlog': { ...secret, deadline: 10 },
  'v-list-mail-domain': read(),
  'v-list-mail-domain-dkim-dns': read(),
  'v-list-mail-account': read(),
  'v-list-mail-account-autoreply': read(),
  'v-list-web-domain-ssl': secret,
  'v-list-mail-domain-ssl': secret,
  'v-list-dns-domain': read(),
  'v-list-dns-records': read(120),
  'v-list-dnssec-public-key': read(),
  'v-add-user-package': change(30, 'packages'),
  'v-add-user': change(60, 'users'),
  'v-change-user-password': change(30, 'users'),
  'v-change-user-package': change(60, 'users'),
  'v-rebuild-user': change(60, 'users'),
  'v-update-user-counters': change(60),
  'v-update-user-disk': change(300),
  'v-suspend-user': change(120, 'users', 'web', 'mail', 'named'),
  'v-unsuspend-user': change(120, 'users', 'web', 'mail', 'named'),
  'v-delete-user': change(600, 'users', 'web', 'mail', 'named'),
  'v-add-database': change(60),
  'v-change-database-password': change(60),
  // It also waits for the node's load to fall.
  'v-backup-user': { ...change(3600), talkative: true },
  // Minutes may pass in it: the shared locks would stop the node for so long, and its restart of the web server reads files only.
  'v-restore-user': { ...change(7200), talkative: true },
  'v-delete-user-backup': change(60),
  'v-delete-database': change(60),
  'v-add-user-ssh-key': change(30),
  // They edit the node's own list of users.
  'v-add-web-domain-ftp': change(60, 'users'),
  'v-change-web-domain-ftp-password': change(60, 'users'),
  'v-change-web-domain-ftp-path': change(60, 'users'),
  'v-delete-web-domain-ftp': change(60, 'users'),
  'v-add-cron-job': change(60),
  'v-change-cron-job': change(60),
  'v-suspend-cron-job': change(60),
  'v-unsuspend-cron-job': change(60),
  'v-delete-cron-job': change(60),
  'v-add-web-domain': change(60, 'web'),
  'v-change-web-domain-backend-tpl': change(60, 'web'),
  'v-add-web-domain-alias': change(60, 'web'),
  'v-delete-web-domain-alias': change(60, 'web'),
  'v-add-web-domain-redirect': change(60, 'web'),
  'v-delete-web-domain-redirect': change(60, 'web'),
  'v-add-web-domain-ssl-force': change(60, 'web'),
  'v-delete-web-domain-ssl-force': change(60, 'web'),
  'v-add-web-domain-ssl-hsts': change(60, 'web'),
  'v-delete-web-domain-ssl-hsts': change(60, 'web'),
  'v-add-fastcgi-cache': change(60, 'web'),
  'v-delete-fastcgi-cache': change(60, 'web'),
  'v-change-web-domain-docroot': change(60, 'web'),
  'v-add-web-domain-httpauth': change(60, 'web'),
  'v-change-web-domain-httpauth': change(60, 'web'),
  'v-delete-web-domain-httpauth': change(60, 'web'),
  'v-suspend-web-domain': change(60, 'web'),
  'v-unsuspend-web-domain': change(60, 'web'),
  'v-rebuild-web-domain': change(60, 'web'),
  'v-delete-web-domain': change(60, 'web'),
  // Minutes may pass in it, and what it edits is its account's own: the shared locks would stop the node for so long.
  'v-add-letsencrypt-domain': change(300),
  'v-add-web-domain-ssl': change(60, 'web'),
  'v-update-web-domain-ssl': change(60, 'web'),
  'v-delete-web-domain-ssl': change(60, 'web'),
  'v-add-mail-domain-ssl': change(60, 'web', 'mail'),
  'v-update-mail-domain-ssl': change(60, 'web', 'mail'),
  'v-delete-mail-domain-ssl': change(60, 'web', 'mail'),
  'v-add-mail-domain': change(90, 'web', 'mail'),
  'v-rebuild-mail-domain': change(90, 'web', 'mail'),
  'v-delete-mail-domain': change(90, 'web', 'mail'),
  'v-add-mail-domain-catchall': change(60, 'mail'),
  'v-delete-mail-domain-catchall': change(60, 'mail'),
  'v-add-mail-account': change(60, 'mail'),
  'v-change-mail-account-password': change(60, 'mail'),
  'v-change-mail-account-quota': change(60, 'mail'),
  'v-change-mail-account-rate-limit': change(60, 'mail'),
  'v-add-mail-account-alias': change(60, 'mail'),
  'v-delete-mail-account-alias': change(60, 'mail'),
  'v-add-mail-account-forward': change(60, 'mail'),
  'v-delete-mail-account-forward': change(60, 'mail'),
  'v-add-mail-account-fwd-only': change(60, 'mail'),
  'v-delete-mail-account-fwd-only': change(60, 'mail'),
  'v-add-mail-account-autoreply': change(60, 'mail'),
  'v-delete-mail-account-autoreply': change(60, 'mail'),
  'v-suspend-mail-account': change(60, 'mail'),
  'v-unsuspend-mail-account': change(60, 'mail'),
  'v-delete-mail-account': change(60, 'mail'),
  'v-add-dns-domain': change(90, 'named'),
  'v-insert-dns-records': change(30),
  'v-rebuild-dns-domain': change(120, 'named'),
  'v-change-dns-domain-dnssec': change(120, 'named'),
  'v-delete-dns-domain': change(90, 'named'),
  // A zone of names that are sold has many records, and each costs the panel a third of a second.
  'v-add-dns-record': change(300, 'named'),
  'v-delete-dns-record': change(300, 'named'),
} as const satisfies Record<string, Rule>;

type CommandName = keyof typeof commands;
export type ReadName = Exclude<CommandName, ChangeName>;
export type ChangeName = Extract<CommandName, `v-${'add' | 'change' | 'rebuild' | 'delete' | 'insert' | 'suspend' | 'unsuspend' | 'update' | 'backup' | 'restore'}-${string}`>;

export const rules: Readonly<Record<CommandName, Rule>> = commands;
export const pathOf = (name: string): string => `/usr/local/hestia/bin/${name}`;
