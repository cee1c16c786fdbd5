import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { roleWords, staffRoles } from '#server/core/staff-roles.ts';

export type Deed = Outputs['people']['history'][number];

const did: Record<string, string> = {
  'setup.owner': 'made the first account', 'people.invite': 'invited', 'people.withdraw': 'withdrew the invitation of', 'people.join': 'joined with', 'people.changeRole': 'changed the role of', 'people.disable': 'switched off',
  'people.enable': 'switched on', 'people.remove': 'removed', 'people.resetPassword': 'reset the password of', 'people.setPassword': 'set a new password by the link', 'people.resetTotp': 'took the app away of',
  'people.revokeSessions': 'ended sessions of', 'people.requireTotp': 'set whether an app is needed by', 'people.lendRole': 'set the role of the admins of', 'profile.save': 'changed their name', 'profile.changePassword': 'changed their password',
  'profile.totpOn': 'set up an authenticator app', 'profile.totpOff': 'removed their authenticator app', 'profile.newCodes': 'made new recovery codes',
};

/** What somebody did to their own account. */
const isOwn = ({ what }: Deed): boolean => what.startsWith('profile.') || what === 'people.setPassword';

const said = (value: unknown): string => {
  const role = staffRoles.find((one) => one === value);
  if (role !== undefined) return roleWords[role].title;
  return value === true ? 'yes' : value === false ? 'no' : value === null || value === undefined ? 'none' : String(value);
};
/** What the verb has said already. */
const inVerb = new Set(['invitedBy', 'disabled', 'password', 'authenticator']);
/** `Operator → Admin`, `yes`. */
function difference({ before, after }: Deed): string {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter((key) => !inVerb.has(key));
  return keys.map((key) => (before !== null && after !== null && key in before && key in after ? `${said(before[key])} → ${said(after[key])}` : said((after ?? before)?.[key]))).join(', ');
}

/** Who let whom in, and what was changed of it. */
export function Deeds({ deeds }: { deeds: readonly Deed[] }) {
  return (
    <Card title="What was done" flush>
      {deeds.length === 0 ? <Empty title="Nothing yet">Invitations, roles, passwords and sessions are written down here.</Empty> : (
        <ul className="max-h-96 divide-y divide-line overflow-y-auto border-t border-line">
          {deeds.map((deed) => (
            <li key={deed.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-5 py-2">
              <span className="min-w-0 flex-1 basis-64 wrap-anywhere"><span className="font-[540]">{deed.who}</span> {did[deed.what] ?? deed.what} {!isOwn(deed) && <span className="font-[540]">{deed.subject}</span>}</span>
              <span className="text-sm wrap-anywhere text-muted">{difference(deed)}</span>
              <TimeAgo at={deed.at} className="text-sm text-muted" />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
