/**
 * Sentences that come from the server, in the viewer's language. They are English there and stay so in rows, events and logs; a
 * catalogue knows each by its template, finds in it what is told of, and says it in its own words.
 */
import { createTranslator } from 'use-intl/core';

/** By its English template, `All {most} databases are used`. */
export type SaidWords = Readonly<Record<string, string>>;

interface Known {
  /** What stands in the places of a sentence; null for another sentence. */
  find: (english: string) => Record<string, string> | null;
  message: string;
}
export interface Book {
  tag: string;
  exact: ReadonlyMap<string, string>;
  templates: readonly Known[];
}

/** Longer than any sentence of ours: it is not looked at. */
const LONGEST = 400;
const place = /\{(\w+)\}/g;

function knownOf(template: string, message: string): Known {
  const names = [...template.matchAll(place)].map(([, name = '']) => name);
  const text = template.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('(.+?)');
  const sentence = new RegExp(`^${text}$`, 's');
  return {
    message,
    find: (english) => {
      const found = sentence.exec(english);
      return found === null ? null : Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? '']));
    },
  };
}

/** How much of a template is words: the one that says most is asked first. */
const weight = (template: string): number => template.replaceAll(place, '').length;

export function bookOf(tag: string, words: SaidWords): Book {
  const entries = Object.entries(words);
  const open = entries.filter(([template]) => template.includes('{')).toSorted(([a], [b]) => weight(b) - weight(a));
  return { tag, exact: new Map(entries.filter(([template]) => !template.includes('{'))), templates: open.map(([template, message]) => knownOf(template, message)) };
}

const told = (tag: string, message: string, values: Record<string, string | number>): string => createTranslator({ locale: tag, messages: { it: message } })('it', values);

/** English stays as it is where a catalogue does not know it. */
export function say(book: Book, english: string): string {
  const exact = book.exact.get(english);
  if (exact !== undefined) return told(book.tag, exact, {});
  if (english.length > LONGEST) return english;
  for (const { find, message } of book.templates) {
    const values = find(english);
    // A part may be a sentence or a word of ours too; a number is one, for its plural.
    if (values !== null) return told(book.tag, message, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, /^\d{1,9}$/.test(value) ? Number(value) : say(book, value)])));
  }
  return english;
}
