/** The rooms and what they may import, as data; and what only one file may do. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Longest prefix wins. `*` may import everything of ours; the lists name rooms, `type:` allows types only. */
const matrix: Record<string, readonly string[]> = {
  'server/core': [],
  'server/ssh': ['server/core'],
  'server/panels': ['server/core', 'server/ssh', 'server/seal.ts'],
  'db': ['db', 'type:server/core', 'server/core/action.ts', 'server/core/backup-plan.ts', 'server/core/call-back.ts', 'server/core/certificate.ts', 'server/core/drift.ts', 'server/core/items/backup.ts', 'server/core/items/index.ts', 'server/core/language.ts', 'server/core/lifecycle.ts', 'server/core/node.ts', 'server/core/notice.ts', 'server/core/operation.ts', 'server/core/scopes.ts', 'server/core/site.ts', 'server/core/staff-roles.ts', 'server/core/task.ts'],
  'server/seal.ts': ['server/core'],
  'server/key.ts': ['server/core', 'server/seal.ts', 'db'],
  'server/log.ts': [],
  'server/refused.ts': [],
  'server/audit.ts': ['server/core', 'db'],
  'server/config.ts': ['server/core'],
  'server/heartbeat.ts': ['db'],
  'server/headers.ts': [],
  'server/frame.ts': [],
  'server/build.ts': ['server/frame.ts', 'app/_words/compile.ts'],
  'server/pages.ts': ['server/log.ts', 'server/frame.ts', 'server/build.ts'],
  'server/staff.ts': ['server/auth', 'server/config.ts', 'server/core', 'db'],
  'server/settings': ['server/core', 'db', 'server/refused.ts', 'server/seal.ts', 'server/audit.ts'],
  'server/auth': ['server/core', 'db', 'server/refused.ts', 'server/seal.ts', 'server/audit.ts'],
  'server/tasks': ['server/core', 'server/panels', 'server/ssh', 'db', 'server/refused.ts', 'server/seal.ts', 'server/log.ts', 'server/settings', 'server/audit.ts'],
  'server/certs': ['server/core', 'server/tasks', 'server/panels', 'db', 'server/refused.ts', 'server/seal.ts', 'server/log.ts'],
  'server/whmcs': ['server/core', 'db', 'server/seal.ts', 'server/log.ts', 'server/settings', 'server/tasks'],
  'server/notify': ['server/core', 'db', 'server/refused.ts', 'server/seal.ts', 'server/settings'],
  'server/live': ['server/core', 'db', 'server/log.ts', 'server/tasks/home.ts'],
  'server/whmcs/contract.ts': ['server/core'],
  'server/whmcs/contract-php.ts': ['server/whmcs/contract.ts'],
  'server/api': ['server/whmcs', 'server/core', 'server/panels', 'server/ssh', 'db', 'server/refused.ts', 'server/seal.ts', 'server/log.ts', 'server/settings', 'server/auth', 'server/tasks', 'server/certs', 'type:server/live', 'server/notify', 'server/audit.ts'],
  'server/context.ts': ['type:server/api'],
  'server/main.ts': ['*'],
  'app': ['app', 'server/core', 'server/context.ts', 'type:server/api', 'server/live/protocol.ts', 'type:db', 'db/queries/tasks.ts'],
  'e2e': ['*'],
};
/** What the core may import besides itself. */
const coreLibraries = ['zod', 'tldts'];

interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
}

const files = ['app', 'server', 'db', 'e2e'].flatMap((room) => globSync(`${room}/**/*.{ts,tsx}`, { cwd: root }));
const product = files.filter((file) => !/\.(test|spec|test-data)\.tsx?$/.test(file) && file !== 'db/testing.ts');
const source = (file: string): string => readFileSync(join(root, file), 'utf8');

function importsOf(file: string): Import[] {
  const found = source(file).matchAll(/^(?:import|export)\s+(type\s+)?(?:([^'"]*?)\s+from\s+)?['"]([^'"]+)['"]/gm);
  return [...found].map(([, type, names = '', target = '']) => {
    const words = names.replace(/[{}]/g, '').split(',').map((name) => name.trim()).filter((name) => name !== '');
    return { file, target: resolved(file, target), typeOnly: type !== undefined || (words.length > 0 && words.every((word) => word.startsWith('type '))) };
  });
}

function resolved(file: string, target: string): string {
  if (target.startsWith('#')) return target.slice(1);
  return target.startsWith('.') ? relative(root, join(root, dirname(file), target)) : target;
}

const under = (path: string, room: string): boolean => path === room || path.startsWith(`${room}/`);
const ruleOf = (path: string): string | undefined => Object.keys(matrix).filter((room) => under(path, room)).sort((a, b) => b.length - a.length)[0];
const isOurs = (target: string): boolean => ['app', 'server', 'db', 'e2e'].some((room) => under(target, room));

function allowed({ file, target, typeOnly }: Import): boolean {
  const rule = ruleOf(file);
  if (rule === undefined) return false;
  if (under(target, rule)) return true;
  return (matrix[rule] ?? []).some((room) => room === '*' || (room.startsWith('type:') ? typeOnly && under(target, room.slice(5)) : under(target, room)));
}

describe('the house', () => {
  it('has a rule for every file, and every import keeps to it', () => {
    const ours = product.flatMap(importsOf).filter(({ target }) => isOurs(target));
    expect(product.filter((file) => ruleOf(file) === undefined)).toEqual([]);
    expect(ours.filter((one) => !allowed(one)).map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('keeps the core free of every library but two', () => {
    const outside = product.filter((file) => under(file, 'server/core')).flatMap(importsOf).filter(({ target }) => !isOurs(target) && !coreLibraries.includes(target));
    expect(outside).toEqual([]);
  });

  it('reads the environment in one place', () => {
    const allowedFiles = ['server/config.ts', 'server/main.ts', 'server/staff.ts', 'server/build.ts'];
    const readers = product.filter((file) => !under(file, 'e2e') && !allowedFiles.includes(file) && source(file).includes('process.env'));
    expect(readers).toEqual([]);
  });

  it('lets no product file know a fault, a test or the simulated node', () => {
    const knowing = product.filter((file) => !under(file, 'e2e') && /simnode|vitest|#e2e/.test(source(file)));
    expect(knowing).toEqual([]);
  });

  it('changes the status of a task in one file', () => {
    const writers = product.filter((file) => /update\s+tasks\s+set(?:(?!\bwhere\b)[^;`])*\bstatus\s*=/.test(source(file)) || /\.update\(tasks\)/.test(source(file)));
    expect(writers).toEqual(['server/tasks/transition.ts']);
  });

  it('lays out what a customer sees by where a line begins and ends: it is read from the right as well', () => {
    const sided = /(?<![\w-])-?(?:[mp][lr]|left|right|rounded-(?:[lr]|[tb][lr])|border-[lr]|scroll-[mp][lr])-(?=[\d[(a-z])|(?<![\w-])(?:text|float|clear)-(?:left|right)(?![\w-])/;
    const shown = product.filter((file) => ['app/embed', 'app/_rooms', 'app/_ui'].some((room) => under(file, room)));
    expect(shown.flatMap((file) => source(file).split('\n').filter((line) => /['"`]/.test(line) && !line.startsWith('import ') && sided.test(line)).map((line) => `${file}: ${line.trim()}`))).toEqual([]);
  });

  it('turns words into a shell command in one file', () => {
    const quoting = product.filter((file) => !under(file, 'e2e') && /'\\\\''/.test(source(file)));
    expect(quoting.filter((file) => file !== 'server/ssh/wire.ts')).toEqual([]);
  });
});
