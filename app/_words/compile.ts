/** A `*.words.ts` as a module of messages that are parsed already: what formats them in the browser needs no parser. Run by itself, it prints one. */
import { pathToFileURL } from 'node:url';
import compile from 'icu-minify/compile';

type Words = { readonly [key: string]: string | Words };
type Parsed = { [key: string]: ReturnType<typeof compile> | Parsed };

const parsed = (words: Words): Parsed => Object.fromEntries(Object.entries(words).map(([key, value]) => [key, typeof value === 'string' ? compile(value) : parsed(value)]));

/** The module's text. */
export async function compiled(path: string): Promise<string> {
  const { default: words } = (await import(pathToFileURL(path).href)) as { default: Words };
  return `export default ${JSON.stringify(parsed(words))};\n`;
}

const [, self = '', path = ''] = process.argv;
if (import.meta.url === pathToFileURL(self).href) process.stdout.write(await compiled(path));
