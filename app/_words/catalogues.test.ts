/** Every language says everything, with the same places, and each file says who has read it. */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import compile from 'icu-minify/compile';
import { describe, expect, it } from 'vitest';
import { actionFacts, laneWords } from '#server/core/action.ts';
import { certificateWords } from '#server/core/certificate.ts';
import { copyWords } from '#server/core/copies.ts';
import { itemWords } from '#server/core/items/item.ts';
import { limitWords } from '#server/core/limits.ts';
import { operationNews, operationWords, serviceWords } from '#server/core/operation.ts';
import { recordWords } from '#server/core/publishing.ts';
import { roomWords } from '#server/core/rooms.ts';
import { taskWords } from '#server/core/task.ts';
import { languages } from '#server/core/language.ts';

type Words = { readonly [key: string]: string | Words };

const root = fileURLToPath(new URL('.', import.meta.url));
const files = globSync('{en,de,ar}/*.words.ts', { cwd: root });
const read = async (file: string): Promise<Words> => ((await import(pathToFileURL(`${root}${file}`).href)) as { default: Words }).default;
const flat = (words: Words, path = ''): [string, string][] => Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`)));

/** The names that a message asks for, a tag's with its brackets; of what each form of a plural asks for, all. */
function places(message: unknown): string[] {
  if (!Array.isArray(message)) return [];
  return message.flatMap((part: unknown): string[] => {
    if (!Array.isArray(part)) return [];
    const [name, kind, forms] = part as [string, unknown, unknown];
    if (kind === undefined) return [name];
    if (typeof kind !== 'number' || kind === 0) return [`<${name}>`, ...places(part.slice(1))];
    return [name, ...(typeof forms === 'object' && forms !== null ? Object.values(forms).flatMap(places) : [])];
  });
}
/** A template of the server's is no message: braces may be just braces in it. */
const placesIn = (template: string): string[] => [...new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();
const placesOf = (message: string): string[] => [...new Set(places(compile(message)))].sort();

/** By what the server says in English. Those of the interface stand under keys. */
const bySentence = (file: string): boolean => ['labels', 'sentences'].some((name) => basename(file).startsWith(name));

describe.each(files)('%s', (file) => {
  it('says who has read it', () => {
    const state = /^\/\*\* Review: (source|machine-translated, not yet read by a native speaker|read by [^.]+ on \d{4}-\d\d-\d\d)\. ?/.exec(readFileSync(`${root}${file}`, 'utf8'))?.[1];
    expect(state).toBeDefined();
    expect(state === 'source').toBe(dirname(file) === 'en');
  });

  it('has the keys of the English one, and each message its places', async () => {
    const own = flat(await read(file));
    const english = new Map<string, readonly string[]>(bySentence(file) ? own.map(([template]) => [template, placesIn(template)]) : flat(await read(`en/${basename(file)}`)).map(([key, message]) => [key, placesOf(message)]));
    expect(own.map(([key]) => key).sort()).toEqual([...english.keys()].sort());
    expect(own.filter(([key, message]) => placesOf(message).join() !== english.get(key)?.join())).toEqual([]);
  });
});

it('has the same files in every language; what the server says is English by itself', () => {
  const of = (language: string) => files.filter((file) => dirname(file) === language && !bySentence(file)).map((file) => basename(file)).sort();
  for (const language of languages) expect(of(language)).toEqual(of('en'));
});

it.each(languages.filter((language) => language !== 'en'))('has all labels of the server in %s', async (language) => {
  const labels = [
    ...Object.values(actionFacts).map(({ doing }) => doing), ...Object.values(laneWords).flatMap(({ title, ready, failed }) => [title, ready, failed]),
    ...Object.values(operationNews).flatMap(({ doing, done, failed }) => [doing, done, failed]),
    ...[taskWords, serviceWords, operationWords, certificateWords, copyWords, itemWords, recordWords].flatMap((words) => Object.values(words).map(({ customer }) => customer)),
    ...Object.values(roomWords), ...Object.values(limitWords).map(({ label }) => label),
  ];
  const known = await read(`${language}/labels.words.ts`);
  expect([...new Set(labels)].filter((label) => !(label in known))).toEqual([]);
});
