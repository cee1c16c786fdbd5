'use client';
import { Button } from '#app/_ui/button.tsx';
import { Note } from '#app/_ui/note.tsx';
import { CopyBlock } from '../node-wizard/copy-block.tsx';

/** A key is shown this once; afterwards only its hash is known. */
export function KeyOnce({ secret, action, onDone }: { secret: string; action: string; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <Note tone="warn" icon="clock">This is the only time that the key can be read. Put it into WHMCS now.</Note>
      <CopyBlock what="API key" text={secret} />
      <CopyBlock what="Address of this panel" text={typeof window === 'undefined' ? '' : window.location.origin} />
      <div className="flex justify-end"><Button variant="primary" onClick={onDone}>{action}</Button></div>
    </div>
  );
}
