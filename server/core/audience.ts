/** What of a view and an event a customer may see: no machine of ours, no panel's words, no command. */
import { laneWords } from './action.ts';
import { certificateLine } from './certificate-line.ts';
import type { CertificateView, ServiceEvent, ServiceFacts, ServiceView, TaskPatch, TaskView, TryView } from './view.ts';

export type Audience = 'staff' | 'customer';

const bareTry = ({ number, startedAt, finishedAt, outcome }: TryView): TryView => ({ number, startedAt, finishedAt, outcome });

function taskForCustomer<T extends TaskView | TaskPatch>(task: T): T {
  const seen = { ...task };
  if (seen.target !== undefined) seen.target = '';
  if (seen.node !== undefined) seen.node = null;
  if (seen.because !== undefined) seen.because = null;
  if (seen.error !== undefined && seen.error !== null) {
    seen.error = { message: seen.error.customer ?? (seen.item !== undefined ? 'The server did not take the change' : seen.lane === undefined ? 'A step did not work' : laneWords[seen.lane].failed), hint: '', code: null };
  }
  if (seen.tries !== undefined) seen.tries = seen.tries.map(bareTry);
  if ('try' in seen && seen.try !== undefined) seen.try = bareTry(seen.try);
  return seen;
}

export const taskFor = <T extends TaskView | TaskPatch>(audience: Audience, task: T): T => (audience === 'staff' ? task : taskForCustomer(task));

/** Records that are missing are the customer's to make; a panel's words are not theirs to read. */
const certificateForCustomer = (one: CertificateView): CertificateView => ({ ...one, stranger: null, reason: certificateLine(one) });

function serviceForCustomer<T extends Partial<ServiceFacts>>(service: T): T {
  return { ...service, ...(service.drift !== undefined && { drift: null }), ...(service.certificates !== undefined && { certificates: service.certificates.map(certificateForCustomer) }) };
}

export function viewFor(audience: Audience, view: ServiceView): ServiceView {
  if (audience === 'staff') return view;
  return { ...view, service: serviceForCustomer(view.service), operations: view.operations.map((operation) => ({ ...operation, openedBy: '' })), tasks: view.tasks.map(taskForCustomer) };
}

export function eventFor(audience: Audience, event: ServiceEvent): ServiceEvent {
  if (audience === 'staff') return event;
  return {
    ...event,
    ...(event.service && { service: serviceForCustomer(event.service) }),
    ...(event.operations && { operations: event.operations.map((operation) => ('openedBy' in operation ? { ...operation, openedBy: '' } : operation)) }),
    ...(event.tasks && { tasks: event.tasks.map(taskForCustomer) }),
  };
}
