'use client';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { download } from '#app/_ui/download.ts';
import { Empty } from '#app/_ui/empty.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Menu } from '#app/_ui/menu.tsx';
import { recordWords } from '#server/core/publishing.ts';
import type { ZoneRow } from '#server/core/zone-own.ts';
import { useRooms } from '../room-context.tsx';
import { RoomFrame } from '../room-frame.tsx';
import { UpgradeLink } from '../upgrade-link.tsx';
import { ChosenBar } from './chosen-bar.tsx';
import { PublishingLine } from './publishing.tsx';
import { RecordForm } from './record-form.tsx';
import { Records } from './records.tsx';
import { RowBelow } from './row-below.tsx';
import { Signing } from './signing.tsx';
import { Templates } from './templates.tsx';
import { useDns } from './use-dns.ts';
import { useEdits, useFocusBack } from './use-edits.ts';
import { rowKey, textOf } from './words.ts';
import { ZoneFileForm } from './zone-file-form.tsx';
import { zoneFileOf } from './zone-text.ts';

const SCREENFUL = 8;

/** The records of a service's zone: ours, and the customer's own beside or in the place of them. */
export function Dns() {
  const t = useTranslations('dns');
  const room = useTranslations('room');
  const tag = useLocale();
  const { view: { service: { domain, state } }, audience, readOnly } = useRooms();
  const zone = useDns();
  const edits = useEdits(zone);
  const list = useFocusBack(edits.open);
  const [search, setSearch] = useState('');
  const { data, publishing } = zone;
  const { open, setOpen, close, chosen } = edits;
  if (data?.servers === 0) return <Card><Empty title={t('noZone')}>{t('noZoneText')}</Empty></Card>;
  const rows = data?.records ?? [];
  const served = rows.filter((row) => row.off === null).length;
  const sorted = rows.toSorted((a, b) => Number(b.name === '@') - Number(a.name === '@') || a.name.localeCompare(b.name) || a.type.localeCompare(b.type));
  const found = sorted.filter((row) => textOf(row).includes(search.trim().toLowerCase()));
  const pending = (row: ZoneRow) => (data !== null && row.rev > data.rev ? recordWords.publishing : row.rev === 0 || row.rev !== data?.rev || publishing.is === 'done' ? null : publishing.is === 'publishing' ? recordWords.publishing : recordWords.late);
  return (
    <RoomFrame
      title={t('title')}
      count={data === null ? null : data.limit === null ? served.toLocaleString(tag) : room('count', { used: served, limit: data.limit })}
      add={t('add')} adding={open?.what === 'new'} onAdd={() => setOpen({ what: 'new' })}
      more={data !== null && (
        <>
          {open?.what !== 'template' && <Button disabled={readOnly !== null} onClick={() => setOpen({ what: 'template' })}>{t('provider')}</Button>}
          <Menu
            trigger={<Button>{t('file')} <ChevronDown size={16} aria-hidden /></Button>}
            items={[
              { label: t('import'), disabled: readOnly !== null, onSelect: () => setOpen({ what: 'file' }) },
              { label: t('export'), onSelect: () => download(zoneFileOf(domain, rows, data.ttl), `${domain}.zone`) },
            ]}
          />
        </>
      )}
      upgrade={<UpgradeLink />}
      full={data !== null && data.limit !== null && served >= data.limit ? t('full', { most: data.limit }) : null}
      search={rows.length > SCREENFUL ? { value: search, onChange: setSearch, label: t('search') } : null}
      readOnly={readOnly}
      error={zone.error === null ? null : { sentence: sentenceOf(zone.error), onRetry: zone.reload }}
      empty={{ title: t('none'), text: t('noneText') }}
      form={<RecordForm domain={domain} record={null} ttl={data?.ttl ?? 3600} warning={null} onCancel={close} onSubmit={(record) => edits.send([{ do: 'add', record }])} />}
      below={data !== null && (state === 'active' || state === 'suspended') && <Signing signing={data.signing} domain={domain} audience={audience} readOnly={readOnly !== null} onSign={(on) => zone.change([{ do: 'sign', on }])} />}
      table
    >
      {data !== null && (
        <>
          {open?.what === 'template' && <Templates domain={domain} rows={rows} ttl={data.ttl} onCancel={close} onUse={edits.send} />}
          {open?.what === 'file' && <ZoneFileForm domain={domain} rows={rows} onCancel={close} onUse={edits.send} />}
          {/* Staff also see what a zone will be, before it is anywhere. */}
          {(state === 'active' || state === 'suspended') && <PublishingLine publishing={publishing} onRetry={readOnly === null ? zone.retry : null} />}
          <FormError message={edits.error} />
          <ChosenBar edits={edits} rows={rows} />
          {found.length === 0 && <p className="text-muted">{t('notFound', { text: search.trim() })}</p>}
          <div ref={list}>
            <Records
              label={t('recordsOf', { domain })} rows={found} readOnly={readOnly !== null} audience={audience} pending={pending}
              chosen={readOnly === null && rows.some((row) => row.id !== null) ? chosen : null} onChoose={edits.choose}
              onEdit={(row) => setOpen({ what: 'edit', key: rowKey(row) })} onRemove={edits.remove} onRestore={edits.restore}
              below={(row) => (open !== null && 'key' in open && open.key === rowKey(row) ? <RowBelow row={row} rows={rows} what={open.what} domain={domain} edits={edits} /> : null)}
            />
          </div>
        </>
      )}
    </RoomFrame>
  );
}
