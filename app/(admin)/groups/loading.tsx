import { PageSkeleton } from '../_parts/list/rows-skeleton.tsx';

export default function Loading() {
  return <PageSkeleton title="Nodes" rows={4} />;
}
