'use client';
import { useState } from 'react';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Confirm } from '#app/_ui/confirm.tsx';
import { type Found, WhatGoes } from './what-goes.tsx';

export type Destroying = 'redeploy' | 'reset' | 'terminate';

interface DestroyProps {
  kind: Destroying;
  domain: string;
  /** Names of the nodes on which it happens. */
  nodes: readonly string[];
  /** It is to be suspended: then it will be so again. */
  suspended: boolean;
  /** Its zone is signed by a key that goes with its accounts. */
  signed: boolean;
  /** What stands on them now; null while it is read. */
  found: readonly Found[] | null;
  /** Why that could not be read. */
  unread: string | null;
  /** Why no backup can be made first; null when one can. */
  noBackup: string | null;
  open: boolean;
  onClose: () => void;
  busy: boolean;
  error: string | null;
  /** Gets the domain as it was typed, and whether a backup is to be made first. */
  onConfirm: (typed: string, backup: boolean) => void;
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

/** What can't be undone: what is lost, what stays, a backup first, and the domain to type. */
export function Destroy({ kind, domain, nodes, suspended, signed, found, unread, noBackup, onConfirm, ...rest }: DestroyProps) {
  const { title, action, happens, lost, stays } = words[kind];
  const [chosen, setBackup] = useState<boolean | null>(null);
  const silent = found?.find((one) => one.silent !== undefined)?.node;
  // A backup on a node that is away would hold up the rest until it is back: then only who wants that asks for it.
  const backup = noBackup === null && (chosen ?? silent === undefined);
  return (
    <Confirm {...rest} waits={found === null && unread === null} onConfirm={(typed) => onConfirm(typed, backup)} title={`${title} ${domain}?`} action={action} danger typed={domain}>
      <div className="flex flex-col gap-2">
        <span>{happens(listed.format(nodes))}</span>
        <span><span className="font-[600] text-bad-text">Lost for good:</span> {lost}.</span>
        <span><span className="font-[600] text-text">Stays:</span> {stays}.</span>
        <WhatGoes found={found} withZones={kind !== 'reset'} error={unread} />
        <Checkbox
          label="Make a backup first" checked={backup} disabled={noBackup !== null} onChange={setBackup}
          hint={noBackup ?? (silent === undefined ? 'One archive per account of website and mail, in the backup folder of its node. Nothing is removed before all are made.' : `${silent} does not answer: nothing is removed before it is back and its backup is made.`)}
        />
        {signed && kind !== 'reset' && <span>Its zone is signed, and that key is lost: the DS record must leave the registrar a day before, or nobody finds the domain.</span>}
        {suspended && kind !== 'terminate' && <span>It is to be suspended, and will be so again once it is built.</span>}
      </div>
    </Confirm>
  );
}
