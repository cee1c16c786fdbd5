'use client';
import { ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Confirm } from '#app/_ui/confirm.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { IconButton } from '#app/_ui/icon-button.tsx';
import { KeyValueStrip } from '#app/_ui/key-value.tsx';
import { Menu } from '#app/_ui/menu.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { Tooltip } from '#app/_ui/tooltip.tsx';
import { taskWords } from '#server/core/task.ts';
import { Row, Shelf } from './shelf.tsx';

type Open = 'dialog' | 'wide' | 'confirm' | 'refused' | 'reason' | null;

export function Overlays() {
  const [open, setOpen] = useState<Open>(null);
  const toast = useToast();
  const close = () => setOpen(null);
  return (
    <Shelf title="Overlays">
      <Row name="Dialogs">
        <Button onClick={() => setOpen('dialog')}>Dialog</Button>
        <Button onClick={() => setOpen('wide')}>Wide dialog</Button>
        <Button variant="danger" onClick={() => setOpen('confirm')}>Redeploy (hard reset)…</Button>
        <Button variant="danger" onClick={() => setOpen('refused')}>Refused…</Button>
        <Button onClick={() => setOpen('reason')}>Skip step…</Button>
      </Row>
      <Row name="Menu, tooltip">
        <Menu trigger={<Button>Actions <ChevronDown size={16} aria-hidden /></Button>} items={[{ label: 'Retry now', onSelect: close }, { label: 'Skip', onSelect: close, disabled: true }, { label: 'Cancel task', onSelect: close, danger: true, apart: true }]} />
        <Tooltip text="Median of the last 20 runs on this plan"><Button>Usual time</Button></Tooltip>
      </Row>
      <Row name="Toasts">
        <Button onClick={() => toast({ title: 'Saved' })}>Done</Button>
        <Button onClick={() => toast({ title: 'Retrying', description: 'dns.syncRecords waits for ns2', tone: 'accent' })}>Begun</Button>
        <Button onClick={() => toast({ title: 'Not saved', description: 'The name is taken by node 3.', tone: 'bad' })}>Failed</Button>
      </Row>
      <Dialog open={open === 'dialog'} onClose={close} title="Add node" footer={<><Button onClick={close}>Cancel</Button><Button variant="primary">Add node</Button></>}>
        <p>The node is asked for its host key first. You compare it, then it is pinned.</p>
      </Dialog>
      <Dialog open={open === 'wide'} onClose={close} size="wide" flush title={<><span className="text-muted">#2566</span> <code className="text-lg">dns.syncRecords</code> <StatusPill words={taskWords.retrying} label="Retrying in 0:12" /></>} aside={<><IconButton label="Previous task"><ChevronLeft size={18} aria-hidden /></IconButton><IconButton label="Next task"><ChevronRight size={18} aria-hidden /></IconButton></>} footer={<><Button>Cancel task</Button><Button>Retry now</Button></>}>
        <KeyValueStrip rows={[{ name: 'Target', value: 'customer.com' }, { name: 'Server', value: 'ns2' }, { name: 'Ran', value: '2.9 s' }]} />
        <pre className="min-h-60 bg-terminal px-5 py-3 text-terminal-text">Connected to ns2 in 2 ms (pooled)</pre>
      </Dialog>
      <Confirm open={open === 'confirm'} onClose={close} onConfirm={close} danger typed="customer.com" title="Redeploy customer.com?" action="Redeploy">All accounts are removed from their nodes and built anew. Files, mail and databases are lost.</Confirm>
      <Confirm open={open === 'reason'} onClose={close} onConfirm={close} danger reason={{ label: 'Reason', hint: 'Staff read it at the step, with your name.' }} title="Skip task #2566?" action="Skip the step">It counts as done from now on, and what waits for it starts.</Confirm>
      <Confirm open={open === 'refused'} onClose={close} onConfirm={close} danger title="Cancel this task?" action="Cancel task" error="The task has just succeeded: there is nothing to cancel.">The command on the node ends by itself first.</Confirm>
    </Shelf>
  );
}
