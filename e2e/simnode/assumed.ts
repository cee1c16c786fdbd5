/** What this node does without a recording behind it. Everything else was seen on a real HestiaCP 1.10.3. */
export const ASSUMED: readonly (readonly [what: string, how: string])[] = [
  ['v-insert-dns-records', 'tried by hand on the real node, not in the recordings'],
  ['v-rebuild-dns-domain UPDATE_SERIAL', 'raises the serial unless it is "no"'],
  ['another user\'s domain', 'exit 4 whatever the kind (web, mail, DNS); recorded for zones and mail domains only'],
  ['apt-lock', 'exit 100 and apt\'s own line on stderr; no panel command was seen with a locked apt'],
  ['disk-full', 'exit 13, from mktemp or from the panel'],
  ['v-restart-web after a kill', 'serves a domain that was killed between its line and the reload'],
  ['DKIM after a kill', 'no key before 60 % of v-add-mail-domain'],
  ['DKIM record in the zone of the same name', 'one record, mail._domainkey; the real node was seen to add one or two'],
  ['kills of other commands', 'nothing below 50 %, the whole effect from there on'],
  ['hollow user', 'deletable, not counted among the effects'],
  ['parallel changes', 'checks are repeated at the end, so the later one gets 4; only aliases are lost as on the real node'],
  ['times', 'medians; v-add-user-package, deletions of domains and accounts, cron and suspensions are estimates'],
  ['seconds of flock and timeout', 'real seconds, whatever the speed'],
  ['v-list-sys-config on a node without a role', 'that system is empty, as after an installation without it'],
  ['id', 'knows panel users and root'],
  ['formats', 'json, and list for users and packages; others answer as an unknown one does: 0 and nothing'],
];
