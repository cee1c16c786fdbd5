import { describe, expect, it } from 'vitest';
import { newMailbox } from '#server/core/items/mailbox.ts';
import { defaultLimits } from '#server/core/limits.ts';
import { domain, login } from '#server/core/names.ts';
import { CSV_MOST, type CsvBeside, readMailboxCsv } from './mailbox-csv.ts';

const beside: CsvBeside = { domain: domain.parse('customer.com'), login: login.parse('customer-com-mail'), limits: { ...defaultLimits, mail_accounts: 5, mail_disk_quota: 4096 }, others: [{ name: 'info', settings: { ...newMailbox, aliases: ['hello' as never] } }] };
const lines = (text: string, by = beside) => {
  const read = readMailboxCsv(text, by, () => 'made-up-password');
  if (!read.ok) throw new Error(read.message);
  return read.lines.map(({ at, title, wish, fault }) => (wish === null ? `${at} ${title}: ${fault}` : `${at} ${title} ${wish.password} ${wish.settings.quotaMb ?? 'any'}${wish.made ? ' made' : ''}`));
};

describe('a table of mailboxes', () => {
  it.each([
    ['anna@customer.com,horse-battery-1,500\nben,horse-battery-2,2 GB', ['1 anna@customer.com horse-battery-1 500', '2 ben@customer.com horse-battery-2 2048']],
    ['\ufeffPassword;Email;Notes\r\n"a;b""c-long";ANNA@Customer.com;x\r\n', ['2 anna@customer.com a;b"c-long any']],
    ['address\tquota\nanna\tunlimited\n\nben\t0', ['2 anna@customer.com made-up-password any made', '4 ben@customer.com made-up-password any made']],
  ])('%j is read as it is meant', (text, want) => expect(lines(text)).toEqual(want));

  it.each([
    ['anna@other.com', /is not an address of customer\.com/], ['a@customer.com@x', /is not an address of/], ['info', /is there already/], ['hello', /already another name of a mailbox/], ['anna,short', /^1 anna: Password/], ['anna,,5 TB', /is not a size/], ['anna,,9000', /choose a size up to that/],
    ['a b', /^1 a b: /], ['../x', /^1 \.\.\/x: /], ['=cmd()', /^1 =cmd\(\): /], ['a\u202eb', /^1 /], ['<script>', /^1 <script>: /], ['anna,/tmp/x-password', /Password/],
  ])('%j is refused with the reason', (text, why) => {
    const [line = ''] = lines(text);
    expect(line).toMatch(why);
    expect(line).toContain(': ');
  });

  it('takes an address once, and no more than the plan has left', () => expect(lines('a\na\nb\nc\nd\ne')).toEqual([
    '1 a@customer.com made-up-password any made', '2 a: a@customer.com is there already', '3 b@customer.com made-up-password any made', '4 c@customer.com made-up-password any made', '5 d@customer.com made-up-password any made', '6 e: All 5 mailboxes of the plan are used',
  ]));

  it('that is empty, only a heading, too long or too large is refused whole', () => {
    for (const [text, words] of [['', 'nothing'], [' \n,\n', 'nothing'], ['address,password', 'heading'], ['x\n'.repeat(501), '501 lines'], ['x'.repeat(CSV_MOST + 1), 'cut it']] as const) expect(readMailboxCsv(text, beside, () => '')).toMatchObject({ ok: false, message: expect.stringContaining(words) });
  });
});
