'use client';
import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';

/** A hint for those who see it; the child keeps a name of its own, since touch never shows this. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <Base.Root>
      <Base.Trigger delay={300} render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup role="tooltip" className="max-w-72 rounded-pill bg-text px-2 py-1 text-sm text-bg transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">{text}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
