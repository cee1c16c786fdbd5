'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { asCode } from '#app/_ui/as-code.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { KeyValue } from '#app/_ui/key-value.tsx';
import { Select } from '#app/_ui/select.tsx';
import { ItemRoom } from '../item-room.tsx';
import { useRoom, useRooms } from '../room-context.tsx';
import { connectionOf, dialects, type Dialect } from './connection.ts';
import { DatabaseForm } from './database-form.tsx';

export function Databases() {
  const t = useTranslations('databases');
  const { view: { service } } = useRooms();
  const login = service.home?.logins.find((one) => one.role === 'web')?.login ?? '';
  return (
    <ItemRoom
      kind="database"
      words={{
        title: t('title'), add: t('add'), search: t('search'), loses: t('loses'),
        full: (most) => t('full', { most }),
        empty: { title: t('emptyTitle'), text: t('emptyText') },
      }}
      titleOf={(name) => `${login}_${name}`}
      lineOf={({ user, charset }) => t.rich('line', { user: `${login}_${user}`, charset, code: asCode })}
      fresh={{ user: '', charset: 'utf8mb4' }}
      form={(props) => <DatabaseForm {...props} login={login} />}
      below={<Connection login={login} />}
    />
  );
}

/** What a program wants to be told, in the words of several. */
function Connection({ login }: { login: string }) {
  const t = useTranslations('databases');
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
        <h3 className="font-[600]">{t('connect')}</h3>
        <span className="flex flex-wrap gap-2">
          {there.length > 1 && <Select aria-label={t('database')} value={one.item.name} options={there.map(({ item }) => ({ value: item.name, label: `${login}_${item.name}` }))} onChange={(event) => setChosen(event.target.value)} />}
          <Select aria-label={t('writtenFor')} value={dialect} options={dialects.map((value) => ({ value, label: t(`dialect.${value}`) }))} onChange={(event) => setDialect(event.target.value as Dialect)} />
        </span>
      </div>
      {dialect === 'plain' ? (
        <KeyValue rows={[
          { name: t('host'), value: <code>localhost</code>, action: <CopyButton value="localhost" what={t('host')} /> },
          { name: t('database'), value: <code>{values.database}</code>, action: <CopyButton value={values.database} what={t('database')} /> },
          { name: t('user'), value: <code>{values.user}</code>, action: <CopyButton value={values.user} what={t('user')} /> },
          { name: t('port'), value: <code>3306</code> },
        ]} />
      ) : (
        <div className="flex items-start justify-between gap-3 rounded-card border border-line bg-surface px-4 py-3">
          <pre className="min-w-0 overflow-x-auto text-code whitespace-pre-wrap wrap-anywhere"><code>{text}</code></pre>
          <CopyButton value={text} what={t('connection')} />
        </div>
      )}
    </section>
  );
}
