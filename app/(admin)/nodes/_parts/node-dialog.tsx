'use client';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { KeyValueStrip } from '#app/_ui/key-value.tsx';
import { Note } from '#app/_ui/note.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { NodeFound } from '../../_parts/node-wizard/node-found.tsx';
import { SiteForm } from '../../_parts/node-wizard/site-form.tsx';
import { sitesOf, type Site } from '../../_parts/node-wizard/sites.ts';
import { sentenceOf } from '../../_parts/refusal.ts';
import { Health } from './health.tsx';
import { HostKey } from './host-key.tsx';
import type { NodeRow } from './node-row.ts';
import { useNodeChange } from './use-node-change.ts';

/** One node: how it is, what it is called outside, and its key. */
export function NodeDialog({ node, onClose }: { node: NodeRow; onClose: () => void }) {
  const { update, check } = useNodeChange(node.name);
  const toast = useToast();
  const rows = [
    { name: 'Group', value: node.group },
    { name: 'SSH', value: <code>{node.sshUser}@{node.sshHost}:{node.sshPort}</code> },
    { name: 'Last looked at', value: node.probedAt === null ? 'never' : <TimeAgo at={node.probedAt} /> },
  ];
  const save = async (site: Site) => {
    await update.mutateAsync({ id: node.id, ...sitesOf(site) });
    toast({ title: `${node.name} is saved` });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={<>{node.name} <Health node={{ ...node, alarm: node.alarm === null ? null : '', lastError: null }} /></>}
      aside={<Button busy={check.isPending} onClick={() => check.mutate({ id: node.id })}>Check now</Button>}
    >
      <div className="flex flex-col gap-5">
        {node.alarm !== null && <Note tone="bad" icon="cross">{node.alarm}</Note>}
        {node.lastError !== null && <Note tone="warn" icon="retry">{node.lastError}{node.lastErrorAt !== null && <span className="font-normal"> · <TimeAgo at={node.lastErrorAt} /></span>}</Note>}
        {check.error !== null && <Note tone="bad" icon="cross" className="wrap-anywhere">{sentenceOf(check.error)}</Note>}
        <div className="overflow-hidden rounded-card border border-line"><KeyValueStrip rows={rows} /></div>
        {node.probed !== null && <NodeFound facts={node.probed} />}
        <SiteForm
          start={{ name: node.name, groupId: String(node.groupId), roles: node.roles, ipv4: node.ipv4, ipv6: node.ipv6 ?? '', hostname: node.hostname, mailHost: node.mailHost ?? '', webmailUrl: node.webmailUrl ?? '', nameserver: node.nameserver ?? '', slots: String(node.slots), weight: String(node.weight), maxAccounts: node.maxAccounts === null ? '' : String(node.maxAccounts), newGroup: '', nameservers: '' }}
          groups={null} action="Save" onSubmit={save}
        />
        <HostKey node={node} />
      </div>
    </Dialog>
  );
}
