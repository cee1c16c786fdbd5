/** The logs of a website: what anybody on the internet may write into, and what a viewer is shown of it. */

export const siteLogs = ['access', 'error'] as const;
export type SiteLogName = (typeof siteLogs)[number];

const MOST_LETTERS = 2000;
/** Colours, movements and titles of a terminal. */
// oxlint-disable-next-line no-control-regex -- what must not come through
const SEQUENCES = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\-_])/g;

/** One line as it may be shown, copied and stored: nothing in it moves a cursor, turns the text round or breaks the line. */
export function shownLine(raw: string): string {
  const text = raw.toWellFormed().replace(SEQUENCES, '').replaceAll('\t', ' ').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS).toWellFormed()}…`;
}

export interface FreshLines {
  lines: readonly string[];
  /** What was written in between is not known: too much of it, or a new file was begun. */
  gap: boolean;
}

/** What of the end of a log was not there before: the longest end of what is known with which it begins is left out. */
export function freshLines(before: readonly string[], now: readonly string[]): FreshLines {
  if (before.length === 0) return { lines: now, gap: false };
  for (let shared = Math.min(before.length, now.length); shared > 0; shared--) {
    const start = before.length - shared;
    if (now[0] === before[start] && before.slice(start).every((line, at) => line === now[at])) return { lines: now.slice(shared), gap: false };
  }
  return { lines: now, gap: now.length > 0 };
}

/** The end of a log as it was read just now, or why it could not be. */
export type SiteLogRead = { ok: true; lines: readonly string[] } | { ok: false; sentence: string };
