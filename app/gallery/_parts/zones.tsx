'use client';
import { Nameservers, type NameserverRow } from '#app/(admin)/services/[id]/_parts/dns/nameservers.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Signing } from '#app/_rooms/dns/signing.tsx';
import { RecordsTable } from '#app/_ui/records-table.tsx';
import { PublishingLine } from '#app/_rooms/dns/publishing.tsx';
import { RecordForm } from '#app/_rooms/dns/record-form.tsx';
import { Records } from '#app/_rooms/dns/records.tsx';
import { Templates } from '#app/_rooms/dns/templates.tsx';
import { copyWords } from '#server/core/copies.ts';
import { defaultZone, managedRecords, sampleZone, zoneLines } from '#server/core/zone.ts';
import type { Publishing } from '#server/core/publishing.ts';
import type { StatusWords } from '#server/core/task.ts';
import type { ZoneEdits, ZoneRow } from '#server/core/zone-own.ts';
import { sightWords } from '#server/core/zone-sight.ts';
import { Shelf } from './shelf.tsx';

const rows: readonly NameserverRow[] = [
  { words: sightWords.inSync, serial: 2_026_060_304, note: '15 records, as wished', action: 'Resync' as const },
  { words: sightWords.differs, serial: 2_026_060_301, note: '2 records missing, 1 record too many, of 15', action: 'Resync' as const },
  { words: sightWords.unserved, serial: null, note: 'All records are stored, and the nameserver does not answer with them', action: 'Resync' as const },
  { words: sightWords.unreachable, serial: null, note: 'ns4 does not answer on port 22', action: 'Resync' as const },
  { words: copyWords.catchingUp, serial: null, note: 'It gets its copy as soon as it can: ns5 does not answer on port 22', action: null },
  { words: copyWords.failed, serial: null, note: 'It did not get its copy: Account rosas-bakery-dns exists on the node and is not ours', action: 'Resync' as const },
  { words: null, serial: null, note: 'Looking at it', action: 'Resync' as const },
  { words: { staff: 'No copy', customer: 'No copy', tone: 'wait' as const, icon: 'stop' as const }, serial: null, note: 'Of the group, and without this zone', action: 'Bring a copy' as const },
].map((row, at) => ({ ...row, id: at + 1, name: `ns${at + 1}`, hostname: row.action === 'Bring a copy' ? null : `ns${at + 1}.host.example` }));

const input = sampleZone({
  ...defaultZone,
  records: [
    { name: 'shop', type: 'CNAME', value: '{domain}.shops.example', priority: null, ttl: 300 },
    { name: 's1._domainkey', type: 'TXT', value: `v=DKIM1; k=rsa; p=${'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A'.repeat(6)}`, priority: null, ttl: null },
  ],
});
const records = managedRecords(input);
const edits: ZoneEdits = { rev: 3, signed: false, off: ['www A', 'ftp A'], own: [
  { id: 1, rev: 3, name: 'www', type: 'CNAME', value: 'cname.vercel-dns.com', priority: null, ttl: 300, instead: 'www A' },
  { id: 2, rev: 2, name: '_sip._tcp', type: 'SRV', value: '1 5060 sip.rosas-bakery.example', priority: 5, ttl: 3600 },
] };
const signer = { tag: 31_406, algorithm: 13, digestType: 2, digest: 'E2D3C916F6DEEAC73294E8268FB5885044A833FC5459588F4A9184CFC41A5766' };
const signings = [{ offered: false, on: false, signer: null }, { offered: true, on: false, signer: null }, { offered: true, on: true, signer: null }, { offered: true, on: true, signer }, { offered: true, on: false, signer }];
const lines = zoneLines({ ...input, zoneEdits: edits });
const long = Array.from({ length: 1000 }, (_, at): ZoneRow => ({ name: `host-${at}`, type: 'A', value: `192.0.2.${at % 250}`, priority: null, ttl: 3600, from: 'own', id: at, key: null, off: null, rev: 1 }));
const silent = () => undefined;
const publishing = (is: Publishing['is'], on: number): Publishing => ({ is, on, of: 2, operation: 1, reason: is === 'failed' ? 'The server did not take the change' : null });
const pending: StatusWords = { staff: 'Being published', customer: 'Being published', tone: 'accent', icon: 'spinner' };

export function Zones() {
  return (
    <Shelf title="Zones">
      <Card title="Nameservers" flush><Nameservers rows={rows} busy={2} onResync={() => undefined} /></Card>
      {[publishing('done', 2), publishing('publishing', 1), publishing('waiting', 1), publishing('failed', 1)].map((one) => <PublishingLine key={one.is} publishing={one} onRetry={async () => undefined} />)}
      <RecordForm domain="customer.com" record={null} ttl={3600} warning={null} onSubmit={async () => undefined} onCancel={silent} />
      <RecordForm domain="customer.com" record={lines.find((row) => row.type === 'MX') ?? null} ttl={3600} warning="Yours takes the place of the @ MX record that we keep. Unless it does the same: New mail no longer arrives in the mailboxes here. You can restore ours at any time." onSubmit={async () => undefined} onCancel={silent} />
      <Templates domain="customer.com" rows={lines} ttl={3600} onUse={async () => undefined} onCancel={silent} />
      <Records
        label="A zone with edits" rows={lines} readOnly={false} audience="customer" chosen={new Set(['2'])} onChoose={silent} onEdit={silent} onRemove={silent} onRestore={silent}
        below={() => null} pending={(row) => (row.rev === edits.rev ? pending : null)}
      />
      <Records label="A zone of 1,000 records" rows={long} readOnly audience="customer" chosen={null} onChoose={silent} onEdit={silent} onRemove={silent} onRestore={silent} below={() => null} pending={() => null} />
      {signings.map((signing, at) => <Signing key={at} signing={signing} domain="rosas-bakery.example" audience={at === 0 ? 'staff' : 'customer'} readOnly={false} onSign={async () => undefined} />)}
      <Card title="Records of customer.com" flush><RecordsTable label="Records of customer.com" records={records} /></Card>
    </Shelf>
  );
}
