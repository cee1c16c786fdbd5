/** One signed call to somebody else's address: no redirects, a deadline, and little of the answer is read. */
import { createHmac } from 'node:crypto';
import { request as plainly } from 'node:http';
import { request as securely } from 'node:https';
import type { Secret } from '#server/core/secret.ts';
import { addressFault, guardedLookup } from './guard.ts';
import { faultWords, type Sent } from './sent.ts';

const DEADLINE_MS = 10_000;
const MOST_BYTES = 2048;
const SHOWN = 120;

/** `t` is the time in seconds; a receiver refuses what is too old, and so a call that is sent once more by somebody else. */
export const signatureOf = (key: Secret, seconds: number, body: string): string => `t=${seconds},v1=${createHmac('sha256', key.reveal()).update(`${seconds}.${body}`).digest('hex')}`;

/** What of an answer is shown: one line, without what would turn it around. */
const shown = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim().slice(0, SHOWN);

function answered(status: number, text: string): Sent {
  const words = shown(text);
  if (status >= 200 && status < 300) return { ok: true, answer: `Answered ${status}` };
  if (status >= 300 && status < 400) return { ok: false, answer: `Answered ${status}: it sends to another address, which is not followed` };
  return { ok: false, answer: `Answered ${status}${words === '' ? '' : `: ${words}`}` };
}

export interface Call {
  address: string;
  body: string;
  headers: Readonly<Record<string, string>>;
  privateTargets: boolean;
}

/** Never throws. */
export async function post({ address, body, headers, privateTargets }: Call): Promise<Sent> {
  const fault = addressFault(address, privateTargets);
  if (fault !== null) return { ok: false, answer: fault };
  const url = new URL(address);
  const send = url.protocol === 'https:' ? securely : plainly;
  return new Promise((done) => {
    const call = send(url, {
      method: 'POST', lookup: guardedLookup(privateTargets), signal: AbortSignal.timeout(DEADLINE_MS), agent: false,
      headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': String(Buffer.byteLength(body)), 'user-agent': 'Hostwright', ...headers },
    }, (answer) => {
      let text = '';
      const end = () => done(answered(answer.statusCode ?? 0, text));
      answer.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
        if (text.length < MOST_BYTES) return;
        end();
        call.destroy();
      }).once('end', end).once('error', end);
    });
    call.once('error', (error) => done({ ok: false, answer: faultWords(error, url.hostname) })).end(body);
  });
}
