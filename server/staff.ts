/** When locked out: `npm run staff -- add|reset`, on the machine that reaches the database. */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { connect } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrateUp } from '#db/migrate.ts';
import { newStaff, resetPassword } from './auth/staff.ts';
import { newToken } from './auth/tokens.ts';
import { readConfig } from './config.ts';

const usage = `npm run staff -- add   --email you@example.com [--name "Your name"]
npm run staff -- reset --email you@example.com

Makes a staff account (an owner), or gives one a new password and ends its sessions. The password is asked for on
stdin; without an answer one is made up and printed.
`;

async function askPassword(): Promise<{ password: string; made: boolean }> {
  const made = { password: newToken().slice(0, 20), made: true };
  if (!process.stdin.isTTY) return made;
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  const password = await ask.question('New password (at least 12 characters, empty = make one up): ');
  ask.close();
  return password === '' ? made : { password, made: false };
}

async function main(): Promise<void> {
  const { values, positionals: [verb] } = parseArgs({ allowPositionals: true, options: { email: { type: 'string' }, name: { type: 'string' }, help: { type: 'boolean', default: false } } });
  if (values.help || values.email === undefined || (verb !== 'add' && verb !== 'reset')) {
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
    const { password, made } = await askPassword();
    if (password.length < 12) throw new Error('The password is shorter than 12 characters: nothing was changed');
    if (verb === 'add') await newStaff(client.db, { email: values.email, name: values.name ?? values.email, password, role: 'owner' });
    else if (!(await resetPassword(client.db, values.email, password))) throw new Error(`There is no staff account ${values.email}: "add" makes one`);
    process.stdout.write(`${verb === 'add' ? 'Added' : 'Reset'} ${values.email}${made ? `, password ${password}` : ''}\n`);
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
