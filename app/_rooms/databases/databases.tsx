'use client';
import { useState } from 'react';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { KeyValue } from '#app/_ui/key-value.tsx';
import { Select } from '#app/_ui/select.tsx';
import { ItemRoom } from '../item-room.tsx';
import { useRoom, useRooms } from '../room-context.tsx';
import { connectionOf, dialects, type Dialect } from './connection.ts';
import { DatabaseForm } from './database-form.tsx';

export function Databases() {
  const { view: { service } } = useRooms();
  const login = service.home?.logins.find((one) => one.role === 'web')?.login ?? '';
  return (
    <ItemRoom
      kind="database"
      words={{
        title: 'Databases', add: 'Add database', search: 'Search databases', loses: 'All that is stored in it is deleted, and its user with it.',
        full: (most) => `All ${most} databases of your plan are used. Remove one, or order a larger plan.`,
        empty: { title: 'No database yet', text: 'A shop or a blog keeps its content in a database. Add one, then put its name, user and password into the program’s settings.' },
      }}
      titleOf={(name) => `${login}_${name}`}
      lineOf={({ user, charset }) => `User ${login}_${user} · ${charset}`}
      fresh={{ user: '', charset: 'utf8mb4' }}
      form={(props) => <DatabaseForm {...props} login={login} />}
      below={<Connection login={login} />}
    />
  );
}

/** What a program wants to be told, in the words of several. */
function Connection({ login }: { login: string }) {
  const { items } = useRoom('database');
  const [chosen, setChosen] = useState<string | null>(null);
  const [dialect, setDialect] = useState<Dialect>('plain');
  const there = items?.filter(({ item }) => item.known !== null) ?? [];
  const one = there.find(({ item }) => item.name === chosen) ?? there[0];
  if (one === undefined || one.item.known === null) return null;
  const values = { database: `${login}_${one.item.name}`, user: `${login}_${one.item.known.user}`, charset: one.item.known.charset };
  const text = connectionOf(dialect, values);
  return (
    <section className="mt-2">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h3 className="font-[600]">Connect a program</h3>
        <span className="flex flex-wrap gap-2">
          {there.length > 1 && <Select aria-label="Database" value={one.item.name} options={there.map(({ item }) => ({ value: item.name, label: `${login}_${item.name}` }))} onChange={(event) => setChosen(event.target.value)} />}
          <Select aria-label="Written for" value={dialect} options={dialects.map(({ value, label }) => ({ value, label }))} onChange={(event) => setDialect(event.target.value as Dialect)} />
        </span>
      </div>
      {dialect === 'plain' ? (
        <KeyValue rows={[
          { name: 'Host', value: <code>localhost</code>, action: <CopyButton value="localhost" what="host" /> },
          { name: 'Database', value: <code>{values.database}</code>, action: <CopyButton value={values.database} what="database" /> },
          { name: 'User', value: <code>{values.user}</code>, action: <CopyButton value={values.user} what="user" /> },
          { name: 'Port', value: <code>3306</code> },
        ]} />
      ) : (
        <div className="flex items-start justify-between gap-3 rounded-card border border-line bg-surface px-4 py-3">
          <pre className="min-w-0 overflow-x-auto text-code whitespace-pre-wrap wrap-anywhere"><code>{text}</code></pre>
          <CopyButton value={text} what="connection" />
        </div>
      )}
    </section>
  );
}
