/** Archives of whole accounts. */
import { activeOwner, asJson, listing, out, owner } from '../answers.ts';
import { count, save, stamp, type Backup, type Spec, type Step, type User, type World } from '../world.ts';

/** Two within one second have one name on a real node, too; there it takes longer than that. */
function nameOf(world: World, user: User): string {
  const { date, time } = stamp(world);
  const name = (seconds: string): string => `${user.login}.${date}_${seconds.replaceAll(':', '-')}.tar`;
  const taken = (user.backups ?? []).filter((old) => old.name.startsWith(name(time).replace(/\.tar$/, ''))).length;
  return taken === 0 ? name(time) : name(`${time}-${taken}`);
}

function backup(world: World, [argument]: readonly string[]): Step {
  const user = activeOwner(world, argument);
  if ('exit' in user) return user;
  return {
    ms: 1_600,
    apply: () => {
      const name = nameOf(world, user);
      const made: Backup = { name, web: Object.keys(user.web), mail: Object.keys(user.mail), databases: Object.keys(user.databases), ...stamp(world) };
      const most = user.settings['BACKUPS'] ?? '1';
      const all = [...(user.backups ?? []), made];
      user.backups = most === 'unlimited' ? all : all.slice(-Number(most));
      save(world, user);
      count(world, 'created', 'backup', user.login);
      return out(`-- SYSTEM --\n\n-- WEB --\n\n-- SUMMARY --\n${made.date} ${made.time} Local: /backup/${name}\n${made.date} ${made.time} Size: 1 MB\n${made.date} ${made.time} Runtime: 1 minute\n`);
    },
  };
}

const row = ({ name, web, mail, databases, time, date }: Backup) => [name, Object.entries({
  TYPE: 'local', SIZE: '1', WEB: web.join(','), DNS: '', MAIL: mail.join(','), DB: databases.join(','), CRON: '', UDIR: '', RUNTIME: '1', TIME: time, DATE: date,
})] as const;

export const backupCommands: Record<string, Spec> = {
  'v-backup-user': { usage: 'USER [NOTIFY]', min: 1, changes: true, talkative: true, run: backup },
  'v-list-user-backups': {
    usage: 'USER [FORMAT]', min: 1, changes: false,
    run: (world, [argument, format]) => {
      const user = owner(world, argument);
      return 'exit' in user ? user : asJson(format, () => listing((user.backups ?? []).map(row)));
    },
  },
};
