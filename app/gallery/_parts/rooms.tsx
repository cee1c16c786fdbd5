'use client';
import { CronForm } from '#app/_rooms/cron/cron-form.tsx';
import { DatabaseForm } from '#app/_rooms/databases/database-form.tsx';
import { FtpForm } from '#app/_rooms/ftp/ftp-form.tsx';
import { ItemRow } from '#app/_rooms/item-row.tsx';
import { MailboxForm } from '#app/_rooms/mailboxes/mailbox-form.tsx';
import { RoomFrame } from '#app/_rooms/room-frame.tsx';
import { Gauges } from '#app/_rooms/usage/gauges.tsx';
import type { ItemState } from '#server/core/items/item.ts';
import { newMailbox } from '#server/core/items/mailbox.ts';
import type { TaskView } from '#server/core/view.ts';
import { itemTask, secondsAgo } from '../factories.ts';
import { Shelf } from './shelf.tsx';

const nothing = async () => undefined;
const frame = { title: 'Mailboxes', add: 'Add mailbox', full: null, adding: false, onAdd: () => undefined, search: null, readOnly: null, error: null, empty: { title: 'No mailbox yet', text: 'A mailbox receives mail under your domain.' }, form: null };

function Row({ name, state, task = null, readOnly = false }: { name: string; state: ItemState; task?: TaskView | null; readOnly?: boolean }) {
  return (
    <ItemRow
      title={`${name}@rosas-bakery.example`} line="500 MB · forwards to rosa@example.org" state={state} task={task} audience="customer" readOnly={readOnly} form={null} onEdit={() => undefined}
      loses="All mail in it is deleted." onRemove={nothing} onUndo={nothing} onRetry={nothing} onDiscard={nothing} sentenceOf={String}
    />
  );
}

/** A room and its rows in every state, and each form as it opens. */
export function Rooms() {
  const form = { limits: null, onSubmit: nothing, onCancel: () => undefined };
  return (
    <Shelf title="The rooms of the control panel">
      <RoomFrame {...frame} count="6 of 10" search={{ value: '', onChange: () => undefined, label: 'Search mailboxes' }}>
        <Row name="present" state="present" />
        <Row name="creating" state="creating" task={itemTask('running')} />
        <Row name="changing" state="changing" task={itemTask('queued')} />
        <Row name="late" state="changing" task={itemTask('postponed')} />
        <Row name="removing" state="removing" task={{ ...itemTask('postponed'), startedAt: null, runAt: secondsAgo(-8) }} />
        <Row name="failed" state="failed" task={itemTask('failed')} />
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
      <Gauges
        usage={[{ key: 'web_disk_quota', used: 2048, limit: 10_240, mark: 'fine', at: secondsAgo(60) }, { key: 'mail_accounts', used: 9, limit: 10, mark: 'near', at: secondsAgo(60) }, { key: 'web_databases', used: 4, limit: 3, mark: 'over', at: secondsAgo(60) }, { key: 'web_bandwidth', used: 900, limit: null, mark: 'fine', at: secondsAgo(60) }]}
        days={[{ day: '2026-05-30', diskMb: 1800 }, { day: '2026-05-31', diskMb: 1900 }, { day: '2026-06-01', diskMb: 2048 }]}
      />
    </Shelf>
  );
}
