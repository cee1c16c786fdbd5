'use client';
import { CronForm } from '#app/_rooms/cron/cron-form.tsx';
import { DatabaseForm } from '#app/_rooms/databases/database-form.tsx';
import { FtpForm } from '#app/_rooms/ftp/ftp-form.tsx';
import { ItemRow, SentRow } from '#app/_rooms/item-row.tsx';
import { CatchAllForm } from '#app/_rooms/mailboxes/catch-all.tsx';
import { MailHealthList } from '#app/_rooms/mailboxes/mail-health.tsx';
import { MailboxForm } from '#app/_rooms/mailboxes/mailbox-form.tsx';
import { RoomFrame } from '#app/_rooms/room-frame.tsx';
import { PointingRows } from '#app/_rooms/pointing/pointing-rows.tsx';
import { Gauges } from '#app/_rooms/usage/gauges.tsx';
import type { ItemState } from '#server/core/items/item.ts';
import { newMailbox } from '#server/core/items/mailbox.ts';
import type { RecordHealth } from '#server/core/mail-health.ts';
import type { TaskView } from '#server/core/view.ts';
import { itemTask, pointingRecords, secondsAgo } from '../factories.ts';
import { Shelf } from './shelf.tsx';

const nothing = async () => undefined;
const frame = { title: 'Mailboxes', add: 'Add mailbox', full: null, adding: false, onAdd: () => undefined, search: null, readOnly: null, error: null, empty: { title: 'No mailbox yet', text: 'A mailbox receives mail under your domain.' }, form: null };

function Row({ name, state, task = null, readOnly = false, outside = null }: { name: string; state: ItemState; task?: TaskView | null; readOnly?: boolean; outside?: { gone: boolean; line: string | null } | null }) {
  return (
    <ItemRow
      title={`${name}@rosas-bakery.example`} line="500 MB · forwards to rosa@example.org" state={state} task={task} audience="customer" readOnly={readOnly} outside={outside} form={null} onEdit={() => undefined}
      loses="All mail in it is deleted." onRemove={nothing} onUndo={nothing} onRetry={nothing} onDiscard={nothing} sentenceOf={String}
    />
  );
}

const about = { at: ['ns1.registrar.example', 'ns2.registrar.example'], why: null };
const health: readonly RecordHealth[] = [
  { ...about, record: 'mx', is: 'several', name: 'rosas-bakery.example', type: 'MX', values: ['10 mail.rosas-bakery.example'], found: ['10 mail.rosas-bakery.example', '20 mx.old.example'], why: 'Some mail goes to mx.old.example instead.' },
  { ...about, record: 'spf', is: 'differs', name: 'rosas-bakery.example', type: 'TXT', values: ['v=spf1 ip4:203.0.113.20 include:_spf.example.org ~all'], found: ['v=spf1 include:_spf.example.org ~all'], why: 'It does not name the server that sends your mail. The record below names it beside those that are there.' },
  { ...about, record: 'dkim', is: 'missing', name: 'mail._domainkey.rosas-bakery.example', type: 'TXT', values: [`v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${'5STh13TBQ2Q4fLjsEDG50ANhLwYuj7utggWH1JApYRr0PVcgeFw4fqJFk5o2sYW'.repeat(4)}IDAQAB`], found: [] },
  { ...about, record: 'dmarc', is: 'right', name: '_dmarc.rosas-bakery.example', type: 'TXT', values: [], found: ['v=DMARC1; p=quarantine'] },
];
const looked = [
  { at: secondsAgo(40), records: health },
  { at: secondsAgo(60), records: health.slice(0, 1).map((one): RecordHealth => ({ ...one, is: 'unknown', at: [], found: [], values: [], why: 'No nameserver of rosas-bakery.example answers' })) },
];

/** A room and its rows in every state, and each form as it opens. */
export function Rooms() {
  const form = { limits: null, onSubmit: nothing, onCancel: () => undefined };
  return (
    <Shelf title="The rooms of the control panel">
      <RoomFrame {...frame} count="6 of 10" search={{ value: '', onChange: () => undefined, label: 'Search mailboxes' }}>
        <Row name="present" state="present" />
        <SentRow title="sent@rosas-bakery.example" audience="customer" />
        <Row name="creating" state="creating" task={itemTask('running')} />
        <Row name="changing" state="changing" task={itemTask('queued')} />
        <Row name="late" state="changing" task={itemTask('postponed')} />
        <Row name="removing" state="removing" task={{ ...itemTask('postponed'), startedAt: null, runAt: secondsAgo(-8) }} />
        <Row name="failed" state="failed" task={itemTask('failed')} />
        <Row name="outside" state="present" outside={{ gone: false, line: '100 MB · replies by itself' }} />
        <Row name="strange" state="failed" task={itemTask('failed')} outside={{ gone: false, line: null }} />
        <Row name="gone" state="present" outside={{ gone: true, line: null }} />
      </RoomFrame>
      <RoomFrame {...frame} count="0 of 10">{null}</RoomFrame>
      <RoomFrame {...frame} count={null}>{null}</RoomFrame>
      <RoomFrame {...frame} count={null} error={{ sentence: 'The server did not answer: check the connection, then try again', onRetry: () => undefined }}>{null}</RoomFrame>
      <RoomFrame {...frame} count="1 of 1" full="All 1 mailboxes of your plan are used. Remove one, or order a larger plan."><Row name="only" state="present" /></RoomFrame>
      <RoomFrame {...frame} count="1 of 10" readOnly="Your plan shows this and leaves changes to us. Write to us for one."><Row name="seen" state="present" readOnly /></RoomFrame>
      <div className="grid items-start gap-6 md:grid-cols-2">
        <MailboxForm {...form} name={null} settings={newMailbox} domain="rosas-bakery.example" most={5120} />
        <DatabaseForm {...form} name={null} settings={{ user: '', charset: 'utf8mb4' }} login="rosas-bakery-web" />
        <FtpForm {...form} name={null} settings={{ path: '/public_html' }} login="rosas-bakery-web" room={13} />
        <FtpForm {...form} name={null} settings={{ path: '/public_html' }} login="a-login-that-fills-the-whole" room={0} />
        <CronForm {...form} name={null} settings={{ schedule: ['0', '3', '*', '*', '*'], command: '/usr/bin/php cron.php', active: true }} />
      </div>
      {looked.map((health) => <MailHealthList key={health.at} health={health} error={null} looking={false} ours={['ns1.host.example']} onCheck={() => undefined} />)}
      <MailHealthList health={null} error={null} looking ours={[]} onCheck={() => undefined} />
      <MailHealthList health={null} error="The server did not answer: check the connection, then try again" looking={false} ours={[]} onCheck={() => undefined} />
      <CatchAllForm domain="rosas-bakery.example" catchAll="info@rosas-bakery.example" onSubmit={nothing} onCancel={() => undefined} />
      <PointingRows staff={false} records={pointingRecords} />
      <Gauges
        usage={[{ key: 'web_disk_quota', used: 2048, limit: 10_240, mark: 'fine', at: secondsAgo(60) }, { key: 'mail_accounts', used: 9, limit: 10, mark: 'near', at: secondsAgo(60) }, { key: 'web_databases', used: 4, limit: 3, mark: 'over', at: secondsAgo(60) }, { key: 'web_bandwidth', used: 900, limit: null, mark: 'fine', at: secondsAgo(60) }]}
        days={[1800, 1900, 2048].map((diskMb, at) => ({ day: `2026-06-0${at + 1}`, diskMb, bandwidthMb: 200 + at * 350, mailAccounts: 7 + at, databases: 3 + Math.floor(at / 2) }))}
      />
    </Shelf>
  );
}
