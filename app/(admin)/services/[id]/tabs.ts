/** A service's tabs in their order. A new one is a folder with a page, and a row here. */
import type { Tone } from '#server/core/task.ts';
import type { ServiceView } from '#server/core/view.ts';
import { openCopies, openZones } from '#server/core/copies.ts';
import { currentOperation } from '#server/core/progress.ts';

interface Badge {
  count: number;
  tone?: Tone;
}
interface Tab {
  slug: string;
  label: string;
  badge?: (view: ServiceView) => Badge | undefined;
}

/** Nothing to say is no badge. */
const some = (count: number, tone: Tone): Badge | undefined => (count === 0 ? undefined : { count, tone });

function deployBadge(view: ServiceView): Badge | undefined {
  const newest = currentOperation(view);
  const of = [...view.tasks.filter((task) => task.operationId === newest?.id), ...openCopies(view).flatMap((copy) => copy.tasks)];
  const failed = of.filter((task) => task.status === 'failed').length;
  if (failed > 0) return some(failed, 'bad');
  return some(of.filter((task) => task.status === 'retrying' || task.status === 'postponed').length, 'warn');
}

/** Those that need a person: what waits for the domain is nobody's here. */
const sslBadge = ({ service }: ServiceView): Badge | undefined => some(service.certificates.filter(({ state, warning }) => state === 'failed' || state === 'frozen' || warning !== null).length, 'bad');

/** Nameservers that have not got their copy. */
function dnsBadge(view: ServiceView): Badge | undefined {
  const copies = openZones(view);
  return some(copies.length, copies.some(({ state }) => state !== 'catchingUp') ? 'bad' : 'warn');
}

export const tabs = [
  { slug: '', label: 'Overview' },
  { slug: 'web', label: 'Web settings' },
  { slug: 'ssl', label: 'SSL', badge: sslBadge },
  { slug: 'ftp', label: 'FTP' },
  { slug: 'files', label: 'Files' },
  { slug: 'databases', label: 'Databases' },
  { slug: 'dns', label: 'DNS', badge: dnsBadge },
  { slug: 'mailboxes', label: 'Mailboxes' },
  { slug: 'cron', label: 'Cron' },
  { slug: 'backups', label: 'Backups' },
  { slug: 'account', label: 'Account' },
  { slug: 'deploy', label: 'Deploy', badge: deployBadge },
  { slug: 'tasks', label: 'Tasks', badge: (view) => some(view.tasks.length, 'wait') },
] as const satisfies readonly Tab[];

export const tabHref = (serviceId: number, slug: string): string => (slug === '' ? `/services/${serviceId}` : `/services/${serviceId}/${slug}`);
export const badgeOf = (tab: Tab, view: ServiceView): Badge | undefined => tab.badge?.(view);
