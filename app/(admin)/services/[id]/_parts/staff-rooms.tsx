'use client';
import { type ReactNode, useMemo } from 'react';
import { type RoomsApi, RoomsProvider } from '#app/_rooms/room-context.tsx';
import { useTrpcClient } from '#app/_trpc/client.tsx';
import { useMay, useWhyNot } from '../../../_parts/staff/me.tsx';
import { useService } from './service-context.tsx';

/** Why staff can change nothing now, in their words. */
function resting(state: string): string | null {
  if (state === 'active') return null;
  if (state === 'suspended') return 'The service is suspended: a panel takes no changes then. Unsuspend it first.';
  return state === 'terminating' || state === 'terminated' ? 'The service is closed or being closed.' : 'The service is not built yet.';
}

/** The customer's rooms, for staff: the same parts over the staff's own calls. */
export function StaffRooms({ children }: { children: ReactNode }) {
  const { account, items, backups, files, dns, mail, site, services, certificates } = useTrpcClient();
  const { view } = useService();
  const service = view.service.id;
  const whyNot = useWhyNot('care');
  const drives = useMay('drive');
  const api = useMemo<RoomsApi>(() => ({
    list: (kind) => items.list.query({ service, kind }),
    add: (item) => items.add.mutate({ service, ...item }),
    change: (item) => items.change.mutate({ service, ...item }),
    remove: (item) => items.remove.mutate({ service, ...item }),
    undo: (item) => items.undo.mutate({ service, ...item }),
    retry: (item) => items.retry.mutate({ service, ...item }),
    discard: (item) => items.discard.mutate({ service, ...item }),
    keep: (item) => items.keep.mutate({ service, ...item }),
    setBack: (item) => items.setBack.mutate({ service, ...item }),
    look: (kind) => items.look.mutate({ service, kind }),
    dns: {
      list: () => dns.list.query({ service }),
      change: (edit) => dns.change.mutate({ service, ...edit }),
      retry: () => dns.retry.mutate({ service }),
    },
    backups: {
      look: () => backups.look.mutate({ service }),
      plans: () => backups.plans.query({ service }),
      plan: (plan) => backups.plan.mutate({ service, ...plan }),
      parts: (one) => backups.parts.query({ service, ...one }),
      restore: (restore) => backups.restore.mutate({ service, ...restore }),
      link: (one) => backups.link.mutate({ service, ...one }),
    },
    files: {
      open: (one) => files.open.mutate({ service, ...one }),
      list: (one) => files.list.query({ service, ...one }),
      read: (one) => files.read.query({ service, ...one }),
      write: (one) => files.write.mutate({ service, ...one }),
      rename: (one) => files.rename.mutate({ service, ...one }),
      remove: (one) => files.remove.mutate({ service, ...one }),
      makeFolder: (one) => files.makeFolder.mutate({ service, ...one }),
      setMode: (one) => files.setMode.mutate({ service, ...one }),
      take: (one) => files.take.mutate({ service, ...one }),
      put: (one) => files.put.mutate({ service, ...one }),
    },
    certificates: {
      check: (one) => certificates.check.mutate({ id: service, ...one }),
      issue: (one) => certificates.issue.mutate({ id: service, ...one }),
      upload: (files) => certificates.upload.mutate({ id: service, ...files }),
      remove: (one) => certificates.remove.mutate({ id: service, ...one }),
    },
    mail: {
      change: (edit) => mail.change.mutate({ service, ...edit }),
      retry: () => mail.retry.mutate({ service }),
      health: () => mail.health.query({ service }),
    },
    site: {
      change: (edit) => site.change.mutate({ service, ...edit }),
      retry: () => site.retry.mutate({ service }),
      switch: drives ? (to) => site.switch.mutate({ service, ...to }) : null,
    },
    pointing: () => services.pointing.query({ id: service }),
    history: (page) => account.history.query({ service, ...page }),
    changePassword: (password) => services.changePassword.mutate({ id: service, password }),
    usage: async () => (await services.byId.query({ id: service })).detail,
    sync: () => services.syncNow.mutate({ id: service }),
  }), [account, items, backups, files, dns, mail, site, services, certificates, service, drives]);
  return <RoomsProvider api={api} view={view} audience="staff" readOnly={whyNot ?? resting(view.service.state)}>{children}</RoomsProvider>;
}
