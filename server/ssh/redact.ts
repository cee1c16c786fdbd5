/**
 * Log lines are redacted before they are stored: each secret that the task holds, in every form in which a node may
 * print it back, and then whatever still looks like a password or a key.
 */
import type { Secret } from '#server/core/secret.ts';
import { quote } from './wire.ts';

const DOTS = '••••••';
/** A shorter text would turn up in innocent words, and no grammar lets such a secret in. */
const SHORTEST = 4;

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, DOTS],
  [/((?:password|passwd|passphrase|secret|token|(?:api|private|phpmyadmin)_?key|rkey|twofa|qrcode)["']?\s*[=:]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;&"']+)/gi, `$1${DOTS}`],
  [/(\bauthorization:\s*(?:basic|bearer)\s+)\S+/gi, `$1${DOTS}`],
  [/(:\/\/[^\s:/@]+:)[^\s@/]+(?=@)/g, `$1${DOTS}`],
];

/** Base64 of a secret inside a longer text has three alignments; the characters that its neighbours touch are left off. */
function base64Forms(value: string): readonly string[] {
  const plain = Buffer.from(value).toString('base64').replace(/=+$/, '');
  const inner = [0, 1, 2].map((pad) => {
    const text = Buffer.concat([Buffer.alloc(pad), Buffer.from(value)]).toString('base64').replace(/=+$/, '');
    return text.slice(pad === 0 ? 0 : pad + 1, (pad + Buffer.byteLength(value)) % 3 === 0 ? undefined : -1);
  });
  return [plain, ...inner].flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

function formsOf(value: string): readonly string[] {
  const hex = Buffer.from(value).toString('hex');
  const json = JSON.stringify(value).slice(1, -1);
  const url = encodeURIComponent(value);
  const quoted = value.includes('\0') ? value : quote(value);
  const all = [
    value, json, json.replaceAll('/', '\\/'), url, url.replaceAll('%20', '+'), url.toLowerCase(), hex, hex.toUpperCase(),
    quoted, quoted.replace(/^'|'$/g, ''), value.replaceAll("'", '%quote%'), value.replace(/[^A-Za-z0-9_]/g, '\\$&'), ...base64Forms(value),
  ];
  return all.filter((form) => form.length >= SHORTEST);
}

/**
 * A function that puts dots in place of the given secrets and of what looks like one, line after line of one stream:
 * it remembers that a private key has begun.
 */
export function redactor(secrets: readonly Secret[]): (line: string) => string {
  const values = secrets.map((secret) => secret.reveal()).filter((value) => value.length >= SHORTEST);
  const forms = [...new Set(values.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  let inKey = false;
  return (line) => {
    const continued = inKey;
    inKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(line) || (inKey && line !== '');
    if (/-----END [A-Z ]*PRIVATE KEY-----/.test(line)) inKey = false;
    if (continued && line !== '') return DOTS;
    const known = forms.reduce((text, form) => text.replaceAll(form, DOTS), line);
    return PATTERNS.reduce((text, [pattern, dots]) => text.replace(pattern, dots), known);
  };
}
