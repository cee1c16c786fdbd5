'use client';
import { Confirm } from '#app/_ui/confirm.tsx';

export type Destroying = 'redeploy' | 'reset' | 'terminate';

interface DestroyProps {
  kind: Destroying;
  domain: string;
  /** Names of the nodes on which it happens. */
  nodes: readonly string[];
  /** It is to be suspended: then it will be so again. */
  suspended: boolean;
  open: boolean;
  onClose: () => void;
  busy: boolean;
  error: string | null;
  /** Gets the domain as it was typed. */
  onConfirm: (typed: string) => void;
}

const listed = new Intl.ListFormat('en', { type: 'conjunction' });

interface Words {
  title: string;
  action: string;
  happens: (on: string) => string;
  lost: string;
  stays: string;
}
const words: Record<Destroying, Words> = {
  redeploy: {
    title: 'Redeploy', action: 'Redeploy',
    happens: (on) => `Its accounts are deleted on ${on} and built anew with the same logins and the same password.`,
    lost: 'all files, databases, mailboxes with their mail, and every change to its DNS records',
    stays: 'the order, its plan, its logins',
  },
  reset: {
    title: 'Reset', action: 'Reset',
    happens: () => 'Website and mail are emptied and set up as on the first day.',
    lost: 'all files, databases, and mailboxes with their mail',
    stays: 'accounts, logins, DNS zone and records; only the mail signature (DKIM) is a new one',
  },
  terminate: {
    title: 'Terminate', action: 'Terminate',
    happens: (on) => `Its accounts are deleted on ${on}. The domain is then free for another order.`,
    lost: 'all files, databases, mailboxes with their mail, and the DNS zone',
    stays: 'what stands here: its tasks and their logs',
  },
};

/** What can't be undone: what is lost, what stays, and the domain to type. */
export function Destroy({ kind, domain, nodes, suspended, ...rest }: DestroyProps) {
  const { title, action, happens, lost, stays } = words[kind];
  return (
    <Confirm {...rest} title={`${title} ${domain}?`} action={action} danger typed={domain}>
      <span className="flex flex-col gap-2">
        <span>{happens(listed.format(nodes))}</span>
        <span><span className="font-[600] text-bad-text">Lost for good:</span> {lost}.</span>
        <span><span className="font-[600] text-text">Stays:</span> {stays}.</span>
        {suspended && kind !== 'terminate' && <span>It is to be suspended, and will be so again once it is built.</span>}
      </span>
    </Confirm>
  );
}
