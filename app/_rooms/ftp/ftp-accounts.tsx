'use client';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { KeyValue } from '#app/_ui/key-value.tsx';
import { FTP_MOST } from '#server/core/items/ftp.ts';
import { ItemRoom } from '../item-room.tsx';
import { useRooms } from '../room-context.tsx';
import { FtpForm } from './ftp-form.tsx';

export function FtpAccounts() {
  const { view: { service } } = useRooms();
  const web = service.home?.logins.find((one) => one.role === 'web');
  const login = web?.login ?? '';
  return (
    <ItemRoom
      kind="ftp"
      words={{
        title: 'FTP accounts', add: 'Add FTP account', search: 'Search FTP accounts', loses: 'Whoever uses it can not sign in any more. The files stay.',
        full: (most) => `All ${most} FTP accounts of your plan are used. Remove one, or order a larger plan.`,
        empty: { title: 'No further FTP account', text: 'Your own login reaches everything. Add an account for somebody who should see one folder only.' },
      }}
      titleOf={(name) => `${login}_${name}`}
      lineOf={({ path }) => <>Folder <code>{path === '' ? '/' : path}</code></>}
      asideOf={(_, name) => <CopyButton value={`${login}_${name}`} what={`login ${login}_${name}`} />}
      fresh={{ path: '/public_html' }}
      form={(props) => <FtpForm {...props} login={login} room={FTP_MOST - login.length - 1} />}
      below={web !== undefined && (
        <section className="mt-2">
          <h3 className="mb-2 font-[600]">Connect</h3>
          <KeyValue rows={[
            { name: 'Server', value: <code>{web.host}</code>, action: <CopyButton value={web.host} what="server" /> },
            { name: 'FTP', value: <>Port <code>21</code>, with TLS (FTPES)</> },
            { name: 'Your own login', value: <code>{login}</code>, action: <CopyButton value={login} what="login" /> },
          ]} />
        </section>
      )}
    />
  );
}
