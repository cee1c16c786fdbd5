/** Paths of a website's files as a room names them: relative to its folder, with `/` between, and never a way out of it. */
import * as z from 'zod';
import type { Branded } from './names.ts';

/** `''` is the website's own folder; else `images/logo.png`. */
export type FilePath = Branded<string, 'filePath'>;

/** What a node's file system holds, in bytes. */
const NAME_MOST = 255;
const PATH_MOST = 2000;
export const LISTED_MOST = 5000;
export const TEXT_MOST = 1024 * 1024;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** Why it can't be the name of a file, null when it can. Control characters and half characters are names that nobody can see. */
export function nameFault(name: string): string | null {
  if (name === '') return 'The name is missing';
  if (name === '.' || name === '..') return 'The name is not valid: it means another folder';
  if (/[/\\]/.test(name)) return 'The name is not valid: it holds a slash';
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{FFFD}]/u.test(name)) return 'The name is not valid: it holds a character that can not be seen';
  return bytes(name) > NAME_MOST ? 'The name is too long' : null;
}

function pathFault(path: string): string | null {
  if (path === '') return null;
  const fault = path.split('/').map(nameFault).find((one) => one !== null);
  if (fault !== undefined) return fault;
  return bytes(path) > PATH_MOST ? 'The path is too long' : null;
}

const checked = (fault: (text: string) => string | null) => z.string({ error: 'The name is missing' }).superRefine((text, ctx) => {
  const message = fault(text);
  if (message !== null) ctx.addIssue({ code: 'custom', message });
});

/** Taken as it is: nothing in it is decoded or resolved, and what would have to be is refused. */
export const folderPath = checked(pathFault).transform((path) => path as FilePath);
/** Of something inside the website's folder. */
export const filePath = checked((path) => (path === '' ? 'The name is missing' : pathFault(path))).transform((path) => path as FilePath);
export const fileName = checked(nameFault);
/** The nine rights; nothing that lets a program run as somebody else. */
export const fileMode = z.number().int().min(0, 'The permissions are not valid').max(0o777, 'The permissions are not valid');
/** When it was changed and how big it was: another one is another content. */
export const fileVersion = z.string().regex(/^\d{1,15}-\d{1,16}$/, 'The version is not valid');

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const within = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

export const kindsOfFile = ['file', 'folder', 'link', 'other'] as const;
export interface FileEntry {
  name: string;
  kind: (typeof kindsOfFile)[number];
  bytes: number;
  changedAt: string;
  /** The nine rights. */
  mode: number;
  version: string;
}
export interface Listing {
  /** Folders first, then by name. */
  entries: readonly FileEntry[];
  /** There are more than are shown. */
  more: boolean;
}

const ranks: Record<FileEntry['kind'], number> = { folder: 0, file: 1, link: 1, other: 1 };
export const byName = (a: FileEntry, b: FileEntry): number => ranks[a.kind] - ranks[b.kind] || (a.name < b.name ? -1 : 1);

/** `rw-r--r--` */
export const modeWords = (mode: number): string => [6, 3, 0].map((shift) => ['r', 'w', 'x'].map((letter, at) => ((mode >> shift) & (4 >> at) ? letter : '-')).join('')).join('');

/** Null for what is no text: a byte that no text has, or not UTF-8. */
export function textOf(content: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
