/** Prints a `*.words.ts` as a module of messages that are parsed already: what formats them in the browser needs no parser. */
import { pathToFileURL } from 'node:url';
import compile from 'icu-minify/compile';

type Words = { readonly [key: string]: string | Words };
type Parsed = { [key: string]: ReturnType<typeof compile> | Parsed };

const parsed = (words: Words): Parsed => Object.fromEntries(Object.entries(words).map(([key, value]) => [key, typeof value === 'string' ? compile(value) : parsed(value)]));

const { default: words } = (await import(pathToFileURL(String(process.argv[2])).href)) as { default: Words };
process.stdout.write(`export default ${JSON.stringify(parsed(words))};\n`);
