import clsx from 'clsx';

/** A place held for what is on its way; give it the final size. It does not pulse: waiting is calm. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('block rounded-pill bg-line/80', className)} />;
}
