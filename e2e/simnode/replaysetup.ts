/** What stood on the node and is not in the recorded rows: rows kept back, shell scripts, files. */
import type { ControlOp } from './control.ts';

type Step = string[] | ControlOp;
const IP = '203.0.113.10';
const PASSWORD = 'Thr0w-away!1';
/** Words parted by blanks; `''` is an empty word. */
const v = (line: string): string[] => line.split(' ').map((word) => (word === "''" ? '' : word));
const user = (login: string, pkg = 'default'): string[] => v(`v-add-user ${login} ${PASSWORD} ${login}@example.com ${pkg}`);
const web = (login: string, domain: string): string[] => v(`v-add-web-domain ${login} ${domain} ${IP} no`);
const zone = (login: string, domain: string): string[] => v(`v-add-dns-domain ${login} ${domain} ${IP}`);

const settings = (limit: string, more: Record<string, string> = {}): string => {
  const all: Record<string, string> = { WEB_TEMPLATE: 'default', PROXY_TEMPLATE: 'default', BACKEND_TEMPLATE: 'default', DNS_TEMPLATE: 'default' };
  for (const key of ['WEB_DOMAINS', 'WEB_ALIASES', 'DNS_DOMAINS', 'DNS_RECORDS', 'MAIL_DOMAINS', 'MAIL_ACCOUNTS', 'DATABASES', 'CRON_JOBS', 'BACKUPS']) all[key] = limit;
  Object.assign(all, { DISK_QUOTA: 'unlimited', BANDWIDTH: 'unlimited', NS: 'ns1.hestia.test,ns2.hestia.test', SHELL: 'nologin' }, more);
  return Object.entries(all).map(([key, value]) => `${key}='${value}'\n`).join('');
};

export const FILES: readonly (readonly [path: string, text: string])[] = [
  ['/tmp/p1.pkg', settings('1', { DNS_RECORDS: '22', DATABASES: '3' })],
  ['/tmp/p2.pkg', "WEB_DOMAINS='1'\n"],
  ['/tmp/p4.pkg', settings('1', { WEB_TEMPLATE: 'nosuch' })],
  ['/tmp/p5.pkg', settings('1', { NS: 'ns1.hestia.test' })],
  ['/tmp/p6.pkg', settings('1').replace(/BACKUPS=.*\n/, '')],
  ['/tmp/p7.pkg', settings('1', { WEB_DOMAINS: '0' })],
  ['/tmp/tin2.pkg', settings('1', { DNS_RECORDS: '15' })],
  ['/tmp/pw1', 'Fr0m-a-file\nsecond line\n'],
  ['/tmp/pw2', `a b'"$;`],
  ['/tmp/d/pw', 'Fr0m-sub\n'],
  ['/tmp/pwcrlf', 'crlf-pass1\r\n'],
  ['/tmp/pwlink', 'Fr0m-other\n'],
];

const halfDeletion = (login: string): readonly [string, Step[]] => [
  `half-del-${login.slice(2)}-kill`,
  [v(`v-add-user ${login} ${PASSWORD} d@example.com`), web(login, `${login}.com`), zone(login, `${login}.com`), v(`v-add-mail-domain ${login} ${login}.com`), v(`v-add-database ${login} a a ${PASSWORD}`)],
];

export const SETUPS: ReadonlyMap<string, readonly Step[]> = new Map<string, Step[]>([
  ['env-05', [web('admin', 'node1.hestia.test')]],
  ['usr-pass-file-check', [v('v-change-user-password alpha /tmp/pw1')]],
  ['usr-passfile-stdin-check', [v('v-change-user-password alpha St2din-pass')]],
  ['usr-pipe-delete', [user('a|b')]],
  ['web-list', [web('alpha', 'blog.alpha1.com')]],
  ['web-add-tiny2', [web('tinyu', 'tiny1.com')]],
  ['brk-walias-del', [v('v-add-web-domain-alias alpha alpha1.com m.alpha1.com no')]],
  ['poison-clean', [v(`v-delete-web-domain alpha ${`${'a'.repeat(60)}.`.repeat(5)}com`)]],
  ['poison-clean.4', [web('alpha', '💩.la')]],
  ['poison-clean.6', [web('alpha', 'trail.com')]],
  ['poison-clean.9', [web('alpha', 'alphax.com')]],
  ['web-readd.3', [v('v-delete-web-domain alpha alpha5.com no')]],
  ['web-add-len82-del', [web('alpha', `${'b'.repeat(40)}.${'c'.repeat(37)}.com`)]],
  ['web-add-len90-del', [web('alpha', `${'b'.repeat(40)}.${'c'.repeat(45)}.com`)]],
  ['brk-wroot-dir', [{ op: 'folder', user: 'alpha', domain: 'alpha2.com', path: '/pub' }]],
  ['wroot-dir-missing', [{ op: 'folder', user: 'alpha', domain: 'alpha2.com', path: '/pub' }]],
  ['wauth-again', [v('v-add-web-domain-httpauth alpha alpha2.com guest Au2th-pass')]],
  ['walias-del-again', [v('v-delete-web-domain-alias alpha alpha1.com m.alpha1.com')]],
  ['web-nginx-broken-list', [web('alpha', 'alphax.com')]],
  ['db-name-dot', [v(`v-add-database alpha a-b udash ${PASSWORD}`)]],
  ['db-list', [v(`v-add-database alpha bü uutf8 ${PASSWORD}`), v('v-add-database alpha pdollar pdollar x'), v('v-add-database alpha pbackslash pbackslash x'),
    v(`v-add-database alpha ${'a'.repeat(57)} ulen57 ${PASSWORD}`)]],
  ['db-del-again', [v('v-delete-database alpha alpha_shop')]],
  ['dns-add-again', [zone('alpha', 'alpha1.com')]],
  ['rec-del-again', [v('v-delete-dns-record alpha alpha1.com 99')]],
  ['mail-add-again', [v('v-add-mail-domain alpha alpha1.com')]],
  ['mail-ssl-again', [v('v-add-mail-domain-ssl alpha alpha1.com /tmp/ssl')]],
  ['acc-alias-again', [v('v-add-mail-account-alias alpha alpha1.com info contact')]],
  ['cron-sus-again', [v('v-suspend-cron-job alpha 1')]],
  ['acc-list', ['Upper.Case', 'z', 'pbackslash'].map((name) => v(`v-add-mail-account alpha alpha1.com ${name} ${PASSWORD}`))],
  ['acc-del-again', [v('v-delete-mail-account alpha alpha1.com sales')]],
  ['bak-list-empty', [user('bk')]],
  ['misc-sus-full', [web('bk', 'bk1.com'), web('bk', 'psl1.com'), v('v-add-mail-domain bk bk1.com'), v(`v-add-mail-account bk bk1.com info ${PASSWORD}`)]],
  ['misc-pkg-shrink', [user('shr'), web('shr', 'shr1.com'), web('shr', 'shr2.com')]],
  ['misc-pkg-shrink-web', [v('v-change-user-package shr tiny yes')]],
  ['conc-webs-json', [web('cu1', 'same2.com')]],
  ['conc-accs-5', [v('v-add-mail-domain cu1 cu1.com')]],
  ['half-user-10-again2', [{ op: 'purge', kind: 'user', user: 'hku10' }]],
  ['half-user-50-again', [v('v-delete-user hku50')]],
  ['half-web-10-kill', [user('hk')]],
  ['half-web-50-again2', [{ op: 'purge', kind: 'web', user: 'hk', name: 'hkw50.com' }]],
  ['half-web-90-again', [v('v-delete-web-domain hk hkw90.com')]],
  ['half-mail-30-again', [v('v-delete-mail-domain hk hkm30.com')]],
  ['half-mail-70-dkim', [v('v-add-mail-domain hk hkm70.com')]],
  ['half-del-50-readd', [v('v-delete-user hd50')]],
  ['half-del-80-readd', [v('v-delete-user hd80')]],
  ['half-del-30-readd-web', [user('hd30')]],
  ...['hd10', 'hd30', 'hd50', 'hd70', 'hd80', 'hd90'].map(halfDeletion),
  ['half-db-10-rebuild', [v(`v-add-database hk d10 d10 ${PASSWORD}`)]],
  ['mail2-acc-list', [v(`v-add-mail-account pfu pfu1.com Upper.Case ${PASSWORD}`)]],
  ['lim-web-again', [v('v-add-user-package /tmp/tin2.pkg tin2'), user('tin2', 'tin2'), v(`v-add-web-domain tin2 tin2.com ${IP} no none`), zone('tin2', 'tin2.com'),
    v('v-add-mail-domain tin2 tin2.net'), v(`v-add-mail-account tin2 tin2.net info ${PASSWORD}`), v(`v-add-database tin2 a a ${PASSWORD}`)]],
]);

const SSL = 'a text of TLS, which is not simulated';
export const NOT_COMPARED: ReadonlyMap<string, string> = new Map<string, string>([
  ['env-02', 'the node had no public suffix list yet'],
  ['usr-check-pass', "a fault of the recording node's crypt"],
  ['brk-wreb', SSL],
  ['poison-delete2', 'a text that only a poisoned node prints'],
  ['bak-list', 'names that follow from the clock'],
  ['bak-list3', 'names that follow from the clock'],
  ['bak-restore', 'names that follow from the clock'],
  ['bak-restore-ghost', 'names that follow from the clock'],
  ['bak-restore-deleted', 'names that follow from the clock'],
  ['conc-recs-json', 'a race'],
  ['conc-sameuser-1', 'a race'],
  ['rec-list2', 'the address was changed by a command that is not simulated'],
]);
