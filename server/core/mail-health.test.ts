import { expect, it } from 'vitest';
import { healthOf, type MailRecord, wantedOf } from './mail-health.ts';
import { managedRecords, sampleZone, defaultZone } from './zone.ts';

const KEY = `v=DKIM1; k=rsa; p=${'A'.repeat(60)}`;
const records = managedRecords({ ...sampleZone(defaultZone), dkim: KEY });
const wanted = (record: MailRecord) => wantedOf(record, records);
const looked = (...answers: readonly (readonly string[])[]) => ({ nameservers: ['ns1.host.test'], answers, fault: null });
const judge = (record: MailRecord, ...answers: readonly (readonly string[])[]) => healthOf(record, 'customer.com', wanted(record), looked(...answers));
const SPF = 'v=spf1 a mx ip4:203.0.113.20 -all';

it.each<readonly [MailRecord, string, readonly (readonly string[])[]]>([
  ['mx', 'right', [['10 mail.customer.com'], ['10 mail.customer.com']]], ['mx', 'right', [['0 MAIL.customer.com.']]], ['mx', 'missing', [[]]], ['mx', 'differs', [['1 aspmx.l.google.com']]], ['mx', 'several', [['10 mail.customer.com', '20 old.example.org']]],
  ['mx', 'differs', [['10 mail.customer.com'], []]],
  ['spf', 'right', [['google-site-verification=x', SPF]]], ['spf', 'right', [['v=spf1  include:_spf.google.com +IP4:203.0.113.20 ~all']]], ['spf', 'missing', [['v=spf10', 'unrelated']]], ['spf', 'differs', [['v=spf1 include:_spf.google.com ~all']]],
  ['spf', 'several', [[SPF, 'v=spf1 -all']]], ['spf', 'several', [[SPF, SPF]]], ['spf', 'differs', [['v=spf1 -ip4:203.0.113.20 -all']]],
  ['dkim', 'right', [[KEY]]], ['dkim', 'right', [[`k=rsa;p=${'A'.repeat(30)} ${'A'.repeat(30)}`]]], ['dkim', 'differs', [['v=DKIM1; p=']]], ['dkim', 'differs', [['v=DKIM1; p=BBBB']]], ['dkim', 'several', [[KEY, 'v=DKIM1; p=BBBB']]], ['dkim', 'missing', [['nothing of the kind']]],
  ['dmarc', 'right', [['v=DMARC1; p=none; rua=mailto:x@example.org']]], ['dmarc', 'differs', [['v=DMARC1']]], ['dmarc', 'several', [['v=DMARC1; p=none', 'v=DMARC1; p=reject']]], ['dmarc', 'missing', [[]]],
])('the %s record is %s', (record, is, answers) => {
  expect(judge(record, ...answers)).toMatchObject({ record, is });
});

it('names the exact record that makes it right, and keeps who else may send', () => {
  expect(judge('spf', ['v=spf1 include:_spf.google.com ~all'])).toMatchObject({ name: 'customer.com', type: 'TXT', values: ['v=spf1 ip4:203.0.113.20 include:_spf.google.com ~all'], found: ['v=spf1 include:_spf.google.com ~all'], at: ['ns1.host.test'] });
  expect(judge('dkim', [])).toMatchObject({ name: 'mail._domainkey.customer.com', values: [KEY] });
  expect(judge('dmarc', [])).toMatchObject({ name: '_dmarc.customer.com', values: ['v=DMARC1; p=quarantine; pct=100'] });
  expect(judge('mx', [])).toMatchObject({ name: 'customer.com', type: 'MX', values: ['10 mail.customer.com'] });
});

it('says what is not known, and why', () => {
  expect(healthOf('mx', 'customer.com', wanted('mx'), { nameservers: [], answers: [], fault: 'Nobody answers' })).toMatchObject({ is: 'unknown', why: 'Nobody answers' });
  expect(healthOf('dkim', 'customer.com', [], looked([]))).toMatchObject({ is: 'unknown', values: [] });
  expect(healthOf('dkim', 'customer.com', [], looked([KEY]))).toMatchObject({ is: 'unknown' });
});
