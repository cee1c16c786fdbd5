'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Dialog } from '#app/_ui/dialog.tsx';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { laidOver } from '#server/core/limits.ts';
import { useService } from '../service-context.tsx';
import { PackageForm } from './package-form.tsx';

interface PackageDialogProps {
  open: boolean;
  onClose: () => void;
  busy: boolean;
  error: string | null;
  onSubmit: (slug: string) => void;
}

export function PackageDialog({ open, onClose, busy, error, onSubmit }: PackageDialogProps) {
  const trpc = useTRPC();
  const { view: { service }, detail } = useService();
  const products = useQuery({ ...trpc.products.list.queryOptions(), enabled: open });
  const fitting = products.data?.filter((one) => one.mode === service.mode && [...one.roles].toSorted().join() === [...detail.roles].toSorted().join())
    .map((one) => ({ ...one, limits: laidOver(one.limits, detail.overrides, detail.guest) }));
  return (
    <Dialog open={open} onClose={onClose} title="Change package">
      {products.error !== null && <ErrorNote title="The products could not be read" onRetry={() => void products.refetch()} retrying={products.isFetching}>{sentenceOf(products.error)}</ErrorNote>}
      {fitting === undefined && products.error === null && <Skeleton className="h-40" />}
      {fitting !== undefined && <PackageForm packages={fitting} current={{ slug: detail.productSlug, limits: detail.limits }} busy={busy} error={error} onCancel={onClose} onSubmit={onSubmit} />}
    </Dialog>
  );
}
