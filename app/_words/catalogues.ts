/** What there is to load: of each language the part that every page shows, and that of the rooms. */
import type { rooms } from './en/rooms.ts';
import type { shell } from './en/shell.ts';
import type { Language } from '#server/core/language.ts';
import type { SaidWords } from './said.ts';

export interface Part<Messages> {
  messages: Messages;
  said: SaidWords;
}
type Shell = typeof shell.messages;
type Rooms = typeof rooms.messages;
export type Catalogue = Shell & Rooms;

const shellFiles: Record<Language, () => Promise<{ shell: Part<unknown> }>> = { en: () => import('./en/shell.ts'), de: () => import('./de/shell.ts'), ar: () => import('./ar/shell.ts') };
const roomFiles: Record<Language, () => Promise<{ rooms: Part<unknown> }>> = { en: () => import('./en/rooms.ts'), de: () => import('./de/rooms.ts'), ar: () => import('./ar/rooms.ts') };

const AGAIN_MS = 3000;

/** A page without words is none: they are asked for until they come. */
async function patiently<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await new Promise((done) => setTimeout(done, AGAIN_MS));
    return patiently(load);
  }
}

const shellParts = new Map<Language, Promise<Part<Shell>>>();
const roomParts = new Map<Language, Promise<Part<Rooms>>>();

function once<T>(parts: Map<Language, Promise<T>>, language: Language, load: () => Promise<T>): Promise<T> {
  const part = parts.get(language) ?? patiently(load);
  parts.set(language, part);
  return part;
}

/** The same promise each time. Every catalogue has the English one's shape: its file is typed so. */
export const shellOf = (language: Language): Promise<Part<Shell>> => once(shellParts, language, async () => (await shellFiles[language]()).shell as Part<Shell>);
export const roomsOf = (language: Language): Promise<Part<Rooms>> => once(roomParts, language, async () => (await roomFiles[language]()).rooms as Part<Rooms>);
