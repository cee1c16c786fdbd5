'use client';
import { Nameservers, type NameserverRow } from '#app/(admin)/services/[id]/_parts/dns/nameservers.tsx';
import { Card } from '#app/_ui/card.tsx';
import { RecordsTable } from '#app/_ui/records-table.tsx';
import { copyWords } from '#server/core/copies.ts';
import { defaultZone, sampleZone, zoneList } from '#server/core/zone.ts';
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

const records = zoneList(sampleZone({
  ...defaultZone,
  records: [
    { name: 'shop', type: 'CNAME', value: '{domain}.shops.example', priority: null, ttl: 300 },
    { name: 's1._domainkey', type: 'TXT', value: `v=DKIM1; k=rsa; p=${'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A'.repeat(6)}`, priority: null, ttl: null },
  ],
}));

export function Zones() {
  return (
    <Shelf title="Zones">
      <Card title="Nameservers" flush><Nameservers rows={rows} busy={2} onResync={() => undefined} /></Card>
      <Card title="Records of customer.com" flush><RecordsTable label="Records of customer.com" records={records} /></Card>
    </Shelf>
  );
}
