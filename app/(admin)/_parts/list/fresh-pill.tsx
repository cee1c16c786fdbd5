'use client';
import { Button } from '#app/_ui/button.tsx';

/** New rows wait here until somebody calls them. */
export function FreshPill({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <span role="status" className="empty:hidden">
      {count > 0 && <Button size="small" className="border-accent/40! bg-accent-soft! text-accent-text!" onClick={onShow}>{count} new</Button>}
    </span>
  );
}
