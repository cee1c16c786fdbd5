/** When locked out: `npm run staff -- add|reset|role|totp-off`, on the machine that reaches the database. */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { connect, type Db } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrateUp } from '#db/migrate.ts';
import { newStaff, rescue } from './auth/staff.ts';
import { newToken } from './auth/tokens.ts';
import { readConfig } from './config.ts';
import { type StaffRole, staffRoles } from './core/staff-roles.ts';

const usage = `npm run staff -- add      --email you@example.com [--name "Your name"] [--role owner]
npm run staff -- reset    --email you@example.com
npm run staff -- role     --email you@example.com --role owner
npm run staff -- totp-off --email you@example.com

Makes a staff account (an owner, unless another role is said), gives one a new password, another role, or takes its
authenticator app and recovery codes away. The last three end its sessions. The password is asked for on stdin; without
an answer one is made up and printed. Roles: ${staffRoles.join(', ')}.
`;

async function askPassword(): Promise<{ password: string; made: boolean }> {
  const made = { password: newToken().slice(0, 20), made: true };
  if (!process.stdin.isTTY) return made;
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  const password = await ask.question('New password (at least 12 characters, empty = make one up): ');
  ask.close();
  return password === '' ? made : { password, made: false };
}

interface Asked {
  email: string;
  name: string | undefined;
  role: StaffRole;
}
async function withPassword(act: (password: string) => Promise<unknown>): Promise<string> {
  const { password, made } = await askPassword();
  if (password.length < 12) throw new Error('The password is shorter than 12 characters: nothing was changed');
  await act(password);
  return made ? `, password ${password}` : '';
}
async function rescued(db: Db, email: string, change: Parameters<typeof rescue>[2]): Promise<void> {
  if (!(await rescue(db, email, change))) throw new Error(`There is no staff account ${email}: "add" makes one`);
}

/** Each answers what it did, in a line. */
const verbs: Record<string, (db: Db, asked: Asked) => Promise<string>> = {
  add: async (db, { email, name, role }) => `Added ${email} as ${role}${await withPassword((password) => newStaff(db, { email, name: name ?? email, password, role }))}`,
  reset: async (db, { email }) => `Reset ${email}${await withPassword((password) => rescued(db, email, { password }))}`,
  role: async (db, { email, role }) => {
    await rescued(db, email, { role });
    return `${email} is ${role} now`;
  },
  'totp-off': async (db, { email }) => {
    await rescued(db, email, 'totpOff');
    return `${email} signs in without an authenticator app now`;
  },
};

async function main(): Promise<void> {
  const { values, positionals: [verb = ''] } = parseArgs({ allowPositionals: true, options: { email: { type: 'string' }, name: { type: 'string' }, role: { type: 'string' }, help: { type: 'boolean', default: false } } });
  // A new account is an owner's unless it is said; who changes a role says which.
  const role = staffRoles.find((one) => one === (values.role ?? (verb === 'role' ? '' : 'owner')));
  const act = verbs[verb];
  if (values.help || values.email === undefined || act === undefined || role === undefined) {
    process.stdout.write(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const config = readConfig({ ...process.env, HOSTWRIGHT_KEY: process.env.HOSTWRIGHT_KEY ?? '-'.repeat(32) });
  const embedded = config.databaseUrl === null ? await startEmbedded(`${config.varDir}/postgres`) : null;
  const url = config.databaseUrl ?? embedded?.url ?? '';
  await migrateUp(url);
  const client = connect(url, { max: 1 });
  try {
    process.stdout.write(`${await act(client.db, { email: values.email, name: values.name, role })}\n`);
  } finally {
    await client.close();
    // A server that was running before us is somebody's: only our own is ended.
    if (embedded !== null && !embedded.adopted) await embedded.stop();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
