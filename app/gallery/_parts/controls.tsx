'use client';
import { Ellipsis, Plus } from 'lucide-react';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { IconButton } from '#app/_ui/icon-button.tsx';
import { Kbd } from '#app/_ui/kbd.tsx';
import { ButtonLink, Link } from '#app/_ui/link.tsx';
import { OutsideButtonLink, OutsideLink } from '#app/_ui/outside-link.tsx';
import { TabLinks } from '#app/_ui/tab-links.tsx';
import { LanguageSelect } from '#app/_words/language-select.tsx';
import { Row, Shelf } from './shelf.tsx';

const variants = ['primary', 'plain', 'danger', 'quiet'] as const;
const tabs = [
  { href: '#overview', label: 'Overview' },
  { href: '#web', label: 'Web settings' },
  { href: '#ftp', label: 'FTP', count: 1 },
  { href: '#dns', label: 'DNS', count: 25 },
  { href: '#mail', label: 'Mailboxes', count: 2 },
  { href: '#deploy', label: 'Deploy', count: 1, tone: 'bad' as const },
  { href: '#tasks', label: 'Tasks', count: 1204 },
];

export function Controls() {
  return (
    <Shelf title="Controls">
      <Row name="Buttons">{variants.map((variant) => <Button key={variant} variant={variant}>Redeploy</Button>)}</Row>
      <Row name="Busy">{variants.map((variant) => <Button key={variant} variant={variant} busy>Redeploy</Button>)}</Row>
      <Row name="Disabled">{variants.map((variant) => <Button key={variant} variant={variant} disabled>Redeploy</Button>)}</Row>
      <Row name="Small, with icon">
        <Button size="small">Reload</Button>
        <Button size="small" variant="primary">Retry now</Button>
        <Button icon={<Plus size={16} aria-hidden />}>Add node</Button>
        <IconButton label="More"><Ellipsis size={18} aria-hidden /></IconButton>
        <IconButton label="More (not now)" disabled><Ellipsis size={18} aria-hidden /></IconButton>
      </Row>
      <Row name="Links">
        <Link href="#tasks">Task 2566</Link>
        <OutsideLink href="https://whmcs.example">Open in WHMCS</OutsideLink>
        <ButtonLink href="#nodes">All nodes</ButtonLink>
        <OutsideButtonLink href="https://whmcs.example">Open in WHMCS</OutsideButtonLink>
      </Row>
      <Row name="Copy"><CopyButton value="rosas-bakery-web@web-1.host.example" what="FTP login" /></Row>
      <Row name="Language"><LanguageSelect className="w-36" /></Row>
      <Row name="Keys"><Kbd>⌘</Kbd><Kbd>K</Kbd><Kbd>Esc</Kbd></Row>
      <div className="min-w-0"><TabLinks label="Parts of the service" tabs={tabs} current="#deploy" /></div>
    </Shelf>
  );
}
