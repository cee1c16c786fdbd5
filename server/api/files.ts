/** What a person does with files: a direct call to their node, with a deadline, and words for what it answers. */
import { type FileFault, FileRefused, type FileSpace } from '#server/core/file-panel.ts';
import { LISTED_MOST } from '#server/core/files.ts';
import { Unreachable, WrongHostKey } from '#server/core/panel.ts';
import { Refused, type RefusalCode } from '#server/refused.ts';
import { type FilePlace, placeOfFiles } from '#server/tasks/files.ts';
import type { Api } from './context.ts';

const words: Record<FileFault, readonly [RefusalCode, string]> = {
  missing: ['NOT_FOUND', 'It is not there any more: somebody has moved or removed it'],
  exists: ['CONFLICT', 'There is one of this name already'],
  denied: ['FORBIDDEN', 'The server does not permit this: look at the permissions of the file and of its folder'],
  outside: ['CONFLICT', 'This is a link, or lies behind one: links are shown and not followed'],
  notFile: ['CONFLICT', 'This is not a file'],
  notFolder: ['CONFLICT', 'This is not a folder, or it can not be opened'],
  tooBig: ['CONFLICT', 'This file is too big to be edited here: download it'],
  notText: ['CONFLICT', 'This file is not a text: download it to look at it'],
  tooMany: ['CONFLICT', `There is too much in this folder: it was emptied only in part. Remove it again for the next ${LISTED_MOST}`],
  changed: ['CONFLICT', 'It was changed meanwhile, by somebody else or in another window: look at it again, then change it'],
  cut: ['BAD_REQUEST', 'Less or more came than was promised: nothing was stored'],
  full: ['CONFLICT', 'The server could not store it: the disk space of your plan may be used up'],
  keyless: ['PRECONDITION_FAILED', 'The server does not know the key for your files any more'],
  busy: ['TOO_MANY_REQUESTS', 'Too much is being done with these files at once: wait a moment, then go on'],
};

/** What only says that the node is not to be reached becomes a refusal too: the person may try again. */
export function refusedFile(error: unknown): unknown {
  if (error instanceof FileRefused) {
    const [code, sentence] = words[error.fault];
    return new Refused(code, sentence, error.fault === 'keyless' ? 'key' : error.fault === 'changed' ? 'version' : undefined);
  }
  if (error instanceof Unreachable || error instanceof WrongHostKey) return new Refused('PRECONDITION_FAILED', 'The server does not answer now: try again in a moment');
  return error;
}

const ASKED_MS = 15_000;
/** A folder with much in it. */
export const LONG_MS = 60_000;

export async function withFiles<T>(api: Api, serviceId: number, work: (space: FileSpace, place: FilePlace) => Promise<T>, { ms = ASKED_MS }: { ms?: number } = {}): Promise<T> {
  const place = await placeOfFiles(api.db, api.sealer, serviceId);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new Unreachable(`${place.node.name} did not answer within ${ms / 1000} s`, true)), ms);
  try {
    return await work(api.filesOf(place.node, place.owner, stop.signal), place);
  } catch (error) {
    throw refusedFile(error);
  } finally {
    clearTimeout(timer);
  }
}
