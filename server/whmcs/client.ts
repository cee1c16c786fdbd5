/**
 * One call to the API of a WHMCS. Judged by what the answer says, not by its HTTP status: a maintenance page, a proxy's
 * challenge or nothing at all is no answer. What is sent holds secrets: none of it is ever part of a sentence.
 */
import * as z from 'zod';
import type { Secret } from '#server/core/secret.ts';

export interface Access {
  /** Where WHMCS is, `https://billing.example/whmcs`. */
  url: string;
  identifier: string;
  secret: Secret;
  /** Passes its list of addresses. */
  accessKey: Secret | null;
}
export type Params = Readonly<Record<string, string | number | undefined>>;

export type Called<T> =
  | { is: 'ok'; data: T }
  /** WHMCS has understood it and does not do it. */
  | { is: 'refused'; message: string; why: 'access' | 'other' }
  /** No answer of WHMCS. `sent`: it may have been done all the same; `unread`: it was, and what it says is not understood. */
  | { is: 'down'; message: string; sent: boolean; unread?: true };

const TIMEOUT_MS = 20_000;
/** A list of a thousand services is about one. */
const MOST_BYTES = 16 * 1024 * 1024;

const base = z.object({ result: z.string(), message: z.string().optional() });

/** One line of what somebody else's server says, without tags and without any of our secrets. */
function quoted(text: string, { secret, accessKey, identifier }: Access): string {
  let plain = text.replaceAll(/<[^>]*>/g, ' ');
  for (const hidden of [secret.reveal(), accessKey?.reveal() ?? '', identifier]) if (hidden !== '') plain = plain.replaceAll(hidden, '••••••');
  return plain.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}

const ACCESS = /invalid ip|authentication|access denied|not allowed|permission|invalid (?:api|credential|identifier|access)|api role|inactive/i;
/** Nothing was sent when the connection was never made. */
const UNSENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/;

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : '';
}

function failure(error: unknown, host: string): Called<never> {
  const timeout = error instanceof Error && error.name === 'TimeoutError';
  const code = codeOf(error);
  if (timeout) return { is: 'down', message: `${host} did not answer within ${TIMEOUT_MS / 1000} seconds`, sent: true };
  if (/CERT|SELF_SIGNED|UNABLE_TO/.test(code)) return { is: 'down', message: `${host} shows a TLS certificate that is not trusted (${code})`, sent: false };
  return { is: 'down', message: UNSENT.test(code) ? `${host} could not be reached (${code})` : `The connection to ${host} broke off${code === '' ? '' : ` (${code})`}`, sent: !UNSENT.test(code) };
}

/** Gone before WHMCS could have done anything. */
const BEFORE_WHMCS = new Set([301, 302, 303, 307, 308, 401, 403, 404, 405, 413, 429, 503]);

function unreadable(status: number, text: string, host: string): Called<never> {
  if (status >= 300 && status < 400) return { is: 'down', message: `${host} redirects to another address: enter the one that it is reached by`, sent: false };
  const what = text.trim() === '' ? 'nothing' : /maintenance/i.test(text) ? 'its maintenance page' : 'a page instead of an answer';
  return { is: 'down', message: `${host} sent ${what} (HTTP ${status})`, sent: !BEFORE_WHMCS.has(status) };
}

async function textOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error('The answer is too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8').replace(/^\uFEFF/, '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface Calling {
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Calls one action and reads its answer by `schema`. Never throws, but when `signal` says so. */
export async function callApi<T>(access: Access, action: string, params: Params, schema: z.ZodType<T>, { timeoutMs = TIMEOUT_MS, signal }: Calling = {}): Promise<Called<T>> {
  const { host } = new URL(access.url);
  const given = Object.entries(params).filter((pair): pair is [string, string | number] => pair[1] !== undefined).map(([key, value]) => [key, String(value)]);
  const body = new URLSearchParams([...given, ['action', action], ['identifier', access.identifier], ['secret', access.secret.reveal()], ['responsetype', 'json'], ...(access.accessKey === null ? [] : [['accesskey', access.accessKey.reveal()]])]);
  let answer: Response;
  let text: string;
  try {
    const limit = AbortSignal.timeout(timeoutMs);
    answer = await fetch(`${access.url}/includes/api.php`, { method: 'POST', body, redirect: 'manual', headers: { accept: 'application/json', 'user-agent': 'Hostwright' }, signal: signal === undefined ? limit : AbortSignal.any([limit, signal]) });
    text = await textOf(answer);
  } catch (error) {
    signal?.throwIfAborted();
    return failure(error, host);
  }
  const json = parsed(text);
  const read = base.safeParse(json);
  if (!read.success) return unreadable(answer.status, text, host);
  const { result, message = '' } = read.data;
  if (result !== 'success') return { is: 'refused', message: quoted(message === '' ? `WHMCS answered ${result}` : message, access), why: answer.status === 401 || answer.status === 403 || ACCESS.test(message) ? 'access' : 'other' };
  const data = schema.safeParse(json);
  if (data.success) return { is: 'ok', data: data.data };
  // It was done, whatever it says: what is asked for once more is looked for first.
  return { is: 'down', message: `The answer to ${action} is not in a form that is known (${data.error.issues[0]?.path.join('.') ?? ''})`, sent: true, unread: true };
}
