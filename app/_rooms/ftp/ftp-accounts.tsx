'use client';
import { useTranslations } from 'use-intl';
import { asCode } from '#app/_ui/as-code.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { KeyValue } from '#app/_ui/key-value.tsx';
import { FTP_MOST } from '#server/core/items/ftp.ts';
import { ItemRoom } from '../item-room.tsx';
import { useRooms } from '../room-context.tsx';
import { FtpForm } from './ftp-form.tsx';

export function FtpAccounts() {
  const t = useTranslations('ftp');
  const { view: { service } } = useRooms();
  const web = service.home?.logins.find((one) => one.role === 'web');
  const login = web?.login ?? '';
  return (
    <ItemRoom
      kind="ftp"
      words={{
        title: t('title'), add: t('add'), search: t('search'), loses: t('loses'),
        full: (most) => t('full', { most }),
        empty: { title: t('emptyTitle'), text: t('emptyText') },
      }}
      titleOf={(name) => `${login}_${name}`}
      lineOf={({ path }) => t.rich('line', { path: path === '' ? '/' : path, code: asCode })}
      asideOf={(_, name) => <CopyButton value={`${login}_${name}`} what={t('loginOf', { login: `${login}_${name}` })} />}
      fresh={{ path: service.home?.ftpFolder ?? '/' }}
      form={(props) => <FtpForm {...props} login={login} room={FTP_MOST - login.length - 1} />}
      below={web !== undefined && (
        <section className="mt-2">
          <h3 className="mb-2 font-[600]">{t('connect')}</h3>
          <KeyValue rows={[
            { name: t('server'), value: <code>{web.host}</code>, action: <CopyButton value={web.host} what={t('server')} /> },
            { name: t('ftp'), value: t.rich('port', { code: asCode }) },
            { name: t('ownLogin'), value: <code>{login}</code>, action: <CopyButton value={login} what={t('ownLogin')} /> },
          ]} />
        </section>
      )}
    />
  );
}
