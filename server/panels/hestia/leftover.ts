/** What a killed v-add-… leaves where the panel does not look: found and cleared by plain commands, as root. */
import { domain as domainGrammar, type Domain, type Login, login as loginGrammar } from '#server/core/names.ts';
import { type Answer, type Panel, Unreadable } from '#server/core/panel.ts';
import type { Exit } from '#server/ssh/wire.ts';
import { answerOf, invalid } from './codes.ts';
import { lockOf, nodeName, type Shell } from './exec.ts';

const LOOK = 10;
const REMOVE = 120;
/** `getent`: no such entry. */
const NO_ENTRY = 2;
/** `userdel` and `groupdel`: it is not there any more. */
const GONE = 6;
const FIRST_UID = 1000;

interface SystemUser {
  uid: number;
  home: string;
}

/** One line of passwd; null without. */
export function readSystemUser(exit: Exit, login: string): SystemUser | null {
  if (exit.code === NO_ENTRY) return null;
  const [name, , uid = '', , , home = ''] = exit.stdout.split('\n')[0]?.split(':') ?? [];
  if (exit.code !== 0 || name !== login || !/^\d{1,10}$/.test(uid) || !home.startsWith('/')) throw new Unreadable('getent tells no entry of the user database');
  return { uid: Number(uid), home };
}

/** `find` names what there is, and fails for a folder that is not; of what it names only what was asked for is taken. */
const readPaths = (exit: Exit, asked: readonly RegExp[]): readonly string[] => exit.stdout.split('\n').filter((path) => asked.some((one) => one.test(path)));

const escaped = (text: string): string => text.replaceAll(/[.+*?^${}()|[\]\\]/g, String.raw`\$&`);

const systemUser = async ({ plain }: Shell, login: Login): Promise<SystemUser | null> =>
  readSystemUser(await plain({ words: ['getent', 'passwd', login], changes: false, locks: [], deadline: LOOK }), login);

/** The folders of a web domain, its fpm pool and its nginx files. Domains hold nothing that `find` takes for a pattern. */
function webPaths(login: Login, domain: Domain): { words: readonly string[]; asked: readonly RegExp[] } {
  const name = nodeName(domain);
  const home = `/home/${login}`;
  const fixed = [`${home}/web/${name}`, `${home}/conf/web/${name}`, `/etc/nginx/conf.d/domains/${name}.conf`, `/etc/nginx/conf.d/domains/${name}.ssl.conf`];
  const pool = `/etc/php/*/fpm/pool.d/${name}.conf`;
  const tests = [...fixed, pool].flatMap((path, at) => (at === 0 ? ['-path', path] : ['-o', '-path', path]));
  const words = ['find', `${home}/web`, `${home}/conf/web`, '/etc/nginx/conf.d/domains', '/etc/php', '-maxdepth', '4', '(', ...tests, ')', '-prune', '-print'];
  return { words, asked: [...fixed.map((path) => new RegExp(`^${escaped(path)}$`)), new RegExp(`^/etc/php/[0-9.]+/fpm/pool\\.d/${escaped(name)}\\.conf$`)] };
}

async function webFiles({ plain }: Shell, login: Login, domain: Domain): Promise<readonly string[]> {
  const { words, asked } = webPaths(login, domain);
  return readPaths(await plain({ words, changes: false, locks: [], deadline: LOOK }), asked);
}

const byHand = (commands: string): Answer => ({ ok: false, refusal: 'forbidden', message: 'The SSH user of this node is not root, and may run the panel’s commands only', hint: `Run as root on the node: ${commands}`, code: 10 });

const isMissing = (exit: Exit): boolean => exit.code === GONE;

async function removeUser({ plain }: Shell, login: Login): Promise<Answer> {
  const run = (...words: readonly string[]) => plain({ words, changes: true, locks: [lockOf(login), 'users'], deadline: REMOVE });
  // Hestia makes this folder immutable; where it is not there yet, nothing is to be loosened.
  await run('chattr', '-R', '-i', `/home/${login}/conf`);
  const files = answerOf(await run('rm', '-rf', '--one-file-system', '--', `/home/${login}`));
  if (!files.ok) return files;
  const user = await run('userdel', login);
  if (!isMissing(user) && user.code !== 0) return answerOf(user);
  const group = await run('groupdel', login);
  return isMissing(group) ? { ok: true } : answerOf(group);
}

export const leftovers = (shell: Shell): Panel['leftovers'] => ({
  ofAccount: async (login) => {
    const found = await systemUser(shell, login);
    return found === null ? null : [`system user ${login} (uid ${found.uid}) and its group`, `${found.home} with everything in it`];
  },
  removeAccount: async (login) => {
    loginGrammar.parse(login);
    const found = await systemUser(shell, login);
    if (found === null) return { ok: true };
    // Whoever calls: a user of the system's own is never removed.
    if (found.uid < FIRST_UID || found.home !== `/home/${login}`) return invalid(`${login} is a user of the system (uid ${found.uid}, home ${found.home}).`, 'Choose another login.');
    return shell.root ? removeUser(shell, login) : byHand(`chattr -R -i /home/${login}/conf; rm -rf /home/${login}; userdel ${login}; groupdel ${login}`);
  },
  ofWebDomain: async (login, domain) => {
    const paths = await webFiles(shell, login, domain);
    return paths.length === 0 ? null : paths;
  },
  removeWebDomain: async (login, domain) => {
    loginGrammar.parse(login);
    domainGrammar.parse(domain);
    const paths = await webFiles(shell, login, domain);
    if (paths.length === 0) return { ok: true };
    if (!shell.root) return byHand(`rm -rf ${paths.join(' ')}`);
    return answerOf(await shell.plain({ words: ['rm', '-rf', '--one-file-system', '--', ...paths], changes: true, locks: [lockOf(login), 'web'], deadline: REMOVE }));
  },
});
