/** Many mailboxes from a table, as providers and spreadsheets export one: read, judged line by line, and made one after another. */
import { parse } from 'papaparse';
import { type MailboxSettings, mailbox, newMailbox } from '#server/core/items/mailbox.ts';
import type { ProductLimits } from '#server/core/limits.ts';
import { type Domain, type Login, password as passwordRule } from '#server/core/names.ts';

/** Characters. */
export const CSV_MOST = 200_000;
/** Each is a change of its own, and a person may make a hundred and twenty in a minute. */
const LINES_MOST = 100;

export interface CsvWish {
  name: string;
  settings: MailboxSettings;
  password: string;
  /** The table had none. */
  made: boolean;
}
export interface CsvLine {
  /** Counted from 1, as an editor does. */
  at: number;
  title: string;
  wish: CsvWish | null;
  fault: string | null;
}
export type MailboxCsv = { ok: true; lines: readonly CsvLine[] } | { ok: false; message: string };

export interface CsvBeside {
  domain: Domain;
  login: Login;
  limits: ProductLimits;
  /** Those that are there. */
  others: readonly { name: string; settings: MailboxSettings }[];
}

const columns = {
  address: ['address', 'email', 'e-mail', 'mail', 'mailbox', 'account', 'user', 'username', 'login', 'name'],
  password: ['password', 'pass', 'passwort', 'kennwort'],
  quota: ['quota', 'size', 'quota_mb', 'quota (mb)', 'mb'],
} as const;
type Column = keyof typeof columns;

/** Where each column stands: as the first line says, or in this order where it is no heading. */
function layout(first: readonly string[]): { at: Record<Column, number>; heading: boolean } {
  const heads = first.map((cell) => cell.trim().toLowerCase());
  const find = (column: Column) => heads.findIndex((head) => columns[column].some((word) => word === head));
  return find('address') === -1 ? { at: { address: 0, password: 1, quota: 2 }, heading: false } : { at: { address: find('address'), password: find('password'), quota: find('quota') }, heading: true };
}

const SIZES: Readonly<Record<string, number>> = { '': 1, mb: 1, m: 1, gb: 1024, g: 1024 };

/** Null: none; NaN: no size. */
function megabytes(cell: string): number | null {
  const text = cell.trim().toLowerCase();
  if (text === '' || text === '0' || text === 'unlimited') return null;
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/.exec(text) ?? [];
  return number === '' ? Number.NaN : Math.round(Number(number) * (SIZES[unit] ?? Number.NaN));
}

function nameOf(cell: string, domain: Domain): { name: string } | { fault: string } {
  const text = cell.trim().toLowerCase();
  const [local = '', host, more] = text.split('@');
  if (host !== undefined && (host !== domain || more !== undefined)) return { fault: `${text.slice(0, 80)} is not an address of ${domain}` };
  const name = mailbox.name.safeParse(local);
  return name.success ? { name: name.data } : { fault: name.error.issues[0]?.message ?? 'Name is not valid' };
}

type Judged = { wish: CsvWish } | { fault: string };

function judge(cells: Record<Column, string>, beside: CsvBeside, taken: ReadonlySet<string>, newPassword: () => string): Judged {
  const named = nameOf(cells.address, beside.domain);
  if ('fault' in named) return named;
  const { name } = named;
  if (taken.has(name)) return { fault: `${name}@${beside.domain} is there already` };
  const settings = { ...newMailbox, quotaMb: megabytes(cells.quota) };
  if (Number.isNaN(settings.quotaMb)) return { fault: `${cells.quota.trim().slice(0, 40)} is not a size: 500 is 500 MB, 2 GB is 2048 MB` };
  const fault = mailbox.fault(name, settings, beside);
  if (fault !== null) return { fault: fault.message };
  const made = cells.password.trim() === '';
  const secret = passwordRule.safeParse(made ? newPassword() : cells.password);
  return secret.success ? { wish: { name, settings, password: secret.data.reveal(), made } } : { fault: secret.error.issues[0]?.message ?? 'Password is not valid' };
}

/** Of what stands between columns, the one that the first line has most of. */
function delimiterOf(text: string): string {
  const line = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
  const count = (mark: string): number => line.split(mark).length;
  return ['\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

/** What would be made of a table, and why not of the rest. `newPassword` is for lines without one. */
export function readMailboxCsv(text: string, beside: CsvBeside, newPassword: () => string): MailboxCsv {
  if (text.length > CSV_MOST) return { ok: false, message: `The table has ${text.length} characters, and at most ${CSV_MOST} are read: cut it into parts` };
  const table = text.replace(/^\ufeff/, '');
  const { data } = parse<string[]>(table, { delimiter: delimiterOf(table) });
  const rows = data.map((cells, at) => ({ cells, at: at + 1 })).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [first] = rows;
  if (first === undefined) return { ok: false, message: 'There is nothing in it. A table has a mailbox on each line: address, password, size in MB' };
  const { at, heading } = layout(first.cells);
  const body = heading ? rows.slice(1) : rows;
  if (body.length === 0) return { ok: false, message: 'There is only a heading in it' };
  if (body.length > LINES_MOST) return { ok: false, message: `The table has ${body.length} lines, and at most ${LINES_MOST} are taken at once` };
  const taken = new Set(beside.others.map(({ name }) => name));
  const { mail_accounts: most } = beside.limits;
  return {
    ok: true,
    lines: body.map((row): CsvLine => {
      const cell = (column: Column) => (at[column] === -1 ? '' : (row.cells[at[column]] ?? ''));
      const judged = most !== null && taken.size >= most ? { fault: `All ${most} mailboxes of the plan are used` } : judge({ address: cell('address'), password: cell('password'), quota: cell('quota') }, beside, taken, newPassword);
      if ('fault' in judged) return { at: row.at, title: cell('address').trim().slice(0, 80), wish: null, fault: judged.fault };
      taken.add(judged.wish.name);
      return { at: row.at, title: `${judged.wish.name}@${beside.domain}`, wish: judged.wish, fault: null };
    }),
  };
}
