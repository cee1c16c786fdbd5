'use client';
import { AppKey } from '#app/(admin)/_parts/staff/app-key.tsx';
import { MeProvider } from '#app/(admin)/_parts/staff/me.tsx';
import { NotAllowed } from '#app/(admin)/_parts/staff/not-allowed.tsx';
import { RecoveryCodes } from '#app/(admin)/_parts/staff/recovery-codes.tsx';
import { RoleButton } from '#app/(admin)/_parts/staff/role-button.tsx';
import { SessionList } from '#app/(admin)/_parts/staff/session-list.tsx';
import { SureForm } from '#app/(admin)/_parts/staff/sure-form.tsx';
import { type Deed, Deeds } from '#app/(admin)/people/_parts/deeds.tsx';
import { InviteRow } from '#app/(admin)/people/_parts/invite-row.tsx';
import { LinkOnce, type MadeLink } from '#app/(admin)/people/_parts/link-once.tsx';
import type { Person } from '#app/(admin)/people/_parts/people.tsx';
import { PersonRow } from '#app/(admin)/people/_parts/person-row.tsx';
import { Card } from '#app/_ui/card.tsx';
import { reader, secondsAgo } from '../factories.ts';
import { Row, Shelf } from './shelf.tsx';

const nothing = () => undefined;
const person = (of: Partial<Person>): Person => ({ id: 1, name: 'Olga Lind', email: 'olga@brightwood.test', role: 'owner', state: 'active', hasTotp: true, whmcs: null, sessions: 2, seenAt: secondsAgo(21), ...of });
const people: readonly Person[] = [
  person({}), person({ id: 2, name: 'Otto', email: 'otto@brightwood.test', role: 'operator', hasTotp: false, state: 'disabled', seenAt: null }),
  person({ id: 3, name: 'Petra', email: 'petra@brightwood.test', role: 'support', state: 'waiting', seenAt: secondsAgo(90_000) }),
  person({ id: 4, name: 'Anna (Brightwood Hosting)', email: 'anna@whmcs.test', role: 'readOnly', hasTotp: false, whmcs: 'Brightwood Hosting' }),
];
const invite = { id: 9, email: 'somebody.with.a.long.name@a-long-company-name.example', role: 'admin' as const, madeBy: 'Olga Lind', expiresAt: secondsAgo(-250_000) };
const link: MadeLink = { url: 'https://panel.example/join#Jm0XvT3nUeQ0sY6rQk1lqfJYk2n3vXo4J0c0h5c9a1E', email: 'otto@brightwood.test', for: 'join', mail: null };
const sessions = [{ id: 1, device: 'Firefox on Windows', ip: '192.0.2.7', seenAt: secondsAgo(3), createdAt: secondsAgo(900), own: true }, { id: 2, device: 'Safari on an iPhone', ip: '2001:db8::17', seenAt: secondsAgo(5000), createdAt: secondsAgo(9000), own: false }];
const deed = (id: number, of: Partial<Deed>): Deed => ({ id, at: secondsAgo(id * 400), who: 'Olga Lind', what: 'people.invite', subject: 'otto@brightwood.test', before: null, after: null, ...of });
const deeds = [deed(0, { after: { role: 'operator' } }), deed(1, { what: 'people.changeRole', before: { role: 'operator' }, after: { role: 'admin' } }), deed(2, { who: 'Otto', what: 'profile.totpOn' })];
const picture = { size: 3, path: 'M0 0h1v1h-1zM2 0h1v1h-1zM1 1h1v1h-1zM0 2h1v1h-1z' };
const codes = ['kfmn-ea3a-mqje-ryhf', 'xsli-xqys-vply-i3wx', 'u7in-d4ke-w4to-mkuu', 'gfkz-zw7x-llqa-3osg'];

/** Who is let in, and what is asked of them. */
export function StaffPeople() {
  return (
    <Shelf title="People">
      <Card flush>
        <ul className="divide-y divide-line">
          {people.map((one) => <PersonRow key={one.id} person={one} self={one.id === 1} onWish={nothing} />)}
          <InviteRow invite={invite} busy={false} onAgain={nothing} onWithdraw={nothing} />
        </ul>
      </Card>
      <div className="grid items-start gap-6 md:grid-cols-2">
        <Card title="Is it you? By the app"><SureForm by="code" busy={false} error="This code is wrong or was used already: wait for the next one" onProof={nothing} onCancel={nothing} /></Card>
        <Card title="By the password"><SureForm by="password" busy={false} error={null} onProof={nothing} onCancel={nothing} /></Card>
        <Card title="From WHMCS"><SureForm by="whmcs" busy={false} error={null} onProof={nothing} onCancel={nothing} /></Card>
        <Card title="The link"><LinkOnce link={link} onDone={nothing} /></Card>
        <Card title="The link, mailed"><LinkOnce link={{ ...link, for: 'password', mail: { ok: true, answer: '' } }} onDone={nothing} /></Card>
        <Card title="The link, not mailed"><LinkOnce link={{ ...link, mail: { ok: false, answer: 'smtp.brightwood.test refused the connection' } }} onDone={nothing} /></Card>
        <Card title="An app"><AppKey of={{ key: 'NUR2L45AVC4NRFFWV3FCNJ4ILCRLFJU2', picture }} code="123456" onCode={nothing} busy={false} error={null} onConfirm={nothing} /></Card>
        <Card title="Recovery codes"><RecoveryCodes codes={codes} onDone={nothing} /></Card>
        <Card title="Sessions"><SessionList sessions={sessions} busy={false} onRevoke={nothing} /></Card>
        <Card title="None"><SessionList sessions={[]} busy={false} onRevoke={nothing} /></Card>
      </div>
      <Deeds deeds={deeds} />
      <Row name="Not for the role"><MeProvider me={reader}><RoleButton ability="drive" variant="danger">Redeploy…</RoleButton></MeProvider></Row>
      <NotAllowed ability="people" />
    </Shelf>
  );
}
