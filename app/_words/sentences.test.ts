/** Takes out of the source every sentence that may reach a customer: each language has it. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { expect, it } from 'vitest';
import { languages } from '#server/core/language.ts';
import type { SaidWords } from './said.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where sentences for customers are written. Steps write them for staff, and say `customer` to the few others. */
const whole = [
  'app/_trpc/refusal.ts', 'app/_live/use-site-log.ts', 'app/_rooms/dns/zone-text.ts', 'app/_rooms/mailboxes/mailbox-csv.ts', 'server/auth/embed.ts', 'server/api/{file-transfer,files,trpc}.ts', 'server/api/routers/{account,backups,embed,items,dns,certificates,mail,site,room-rights}.ts', 'server/certs/{ask,own,pointing}.ts',
  'server/core/{backup-plan,certificate-line,copies,files,pointing,upgrade,mail-health,mail-settings,names,password,publishing,restore,site,zone-edit,zone-fault,zone-presets,zone-record}.ts', 'server/core/items/*.ts', 'server/tasks/{backup-look,backup-plans,files,items,items-look,mail-edit,mail-health,restore,site-edit,site-log,zone-edit}.ts',
];
const steps = ['server/core/steps/*.ts', 'server/core/audience.ts'];

/** In those files, and never read by a customer. */
const others = new Set([
  '{} is null', '{} is not null',
  'Its nameservers did not answer within {} s', 'Name is too long', 'An embed session was not written', 'An item was not written', 'Node {} of service {} is gone', '{} was not asked: {}', '{} does not answer', '{} did not answer within {} s', 'A scheduled backup could not be begun', 'Nobody was asked', 'A file transfer is broken', 'A file is taken with GET and put with PUT', 'The {} certificate of service {} is gone under its lock', 'A call failed', 'Sign in first', 'This call came from another site', 'This house wants a second factor of everybody: set up an authenticator app first', 'Prove once more that it is you, then it goes on',
  'The API key is missing or wrong: copy it anew from the dashboard (Settings, WHMCS)',
]);

interface Node {
  type: string;
  value?: unknown;
  quasis?: { value: { cooked: string } }[];
  key?: { name?: string };
}

/** Every text in the source, a template with `{}` for what it tells of; of `only`, what stands under that key. */
function textsOf(file: string, only?: string): string[] {
  const texts: string[] = [];
  const visit = (value: unknown, taken: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) return value.forEach((one) => visit(one, taken));
    const node = value as Node;
    const take = taken || (node.type === 'Property' && node.key?.name === only);
    if (take && node.type === 'Literal' && typeof node.value === 'string') texts.push(node.value);
    if (take && node.type === 'TemplateLiteral') texts.push((node.quasis ?? []).map((part) => part.value.cooked).join('{}'));
    for (const one of Object.values(node)) visit(one, take);
  };
  visit(parseSync(file, readFileSync(`${root}${file}`, 'utf8')).program.body, only === undefined);
  return texts;
}

const isSentence = (text: string): boolean => /^([A-Z]|\{\}:? [a-z{])/.test(text) && /[a-z]{2,}[^ ]* [a-z{]/.test(text) && !text.endsWith(': ');
const filesOf = (patterns: readonly string[]): string[] => patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).filter((file) => !/\.test(-data)?\.ts$/.test(file));
const withoutNames = (template: string): string => template.replaceAll(/\{\w+\}/g, '{}');

it.each(languages.filter((language) => language !== 'en'))('has every sentence of the server in %s', async (language) => {
  const [labels, sentences] = await Promise.all(['labels', 'sentences'].map(async (name) => ((await import(`./${language}/${name}.words.ts`)) as { default: SaidWords }).default));
  const known = new Set([...Object.keys(labels ?? {}), ...Object.keys(sentences ?? {})].map(withoutNames));
  const written = new Set([...filesOf(whole).flatMap((file) => textsOf(file)), ...filesOf(steps).flatMap((file) => textsOf(file, 'customer'))].filter(isSentence));
  expect(written.size).toBeGreaterThan(100);
  expect([...written].filter((text) => !known.has(text) && !others.has(text))).toEqual([]);
});
