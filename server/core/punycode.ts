/** RFC 3492: what an `xn--` label stands for. */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;

function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

const digitOf = (char: string): number => (/^[a-z]$/.test(char) ? char.charCodeAt(0) - 97 : /^\d$/.test(char) ? Number(char) + 26 : BASE);

/** One generalised variable-length integer from the front of `digits`; null when it is cut short or too large. */
function readInteger(digits: string[], bias: number): number | null {
  let value = 0;
  let weight = 1;
  for (let k = BASE; ; k += BASE) {
    const digit = digitOf(digits.shift() ?? '');
    if (digit >= BASE) return null;
    value += digit * weight;
    if (value > 0x7f_ff_ff_ff) return null;
    const threshold = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
    if (digit < threshold) return value;
    weight *= BASE - threshold;
  }
}

/** `xn--bcher-kva` -> `bücher`; null for what nothing was encoded as. A label without the prefix is its own. */
export function decodeLabel(label: string): string | null {
  if (!label.startsWith('xn--')) return label;
  const body = label.slice(4);
  const delimiter = body.lastIndexOf('-');
  const out = delimiter > 0 ? Array.from(body.slice(0, delimiter), (char) => char.charCodeAt(0)) : [];
  const digits = body.slice(delimiter > 0 ? delimiter + 1 : 0).split('');
  let code = 128;
  let at = 0;
  let bias = 72;
  while (digits.length > 0) {
    const delta = readInteger(digits, bias);
    if (delta === null) return null;
    const points = out.length + 1;
    bias = adapt(delta, points, out.length === (delimiter > 0 ? delimiter : 0));
    code += Math.floor((at + delta) / points);
    at = (at + delta) % points;
    if (code > 0x10_ff_ff) return null;
    out.splice(at++, 0, code);
  }
  return out.length === 0 ? null : String.fromCodePoint(...out);
}
