'use client';
import { Button } from '#app/_ui/button.tsx';
import { Note } from '#app/_ui/note.tsx';
import { CopyBlock } from '../../_parts/node-wizard/copy-block.tsx';

export interface MadeLink {
  url: string;
  email: string;
  for: 'join' | 'password';
}

/** A link is shown this once; afterwards only its hash is known. */
export function LinkOnce({ link, onDone }: { link: MadeLink; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <Note tone="warn" icon="clock">This is the only time that the link can be read. It works once, for three days.</Note>
      <p>{link.for === 'join' ? `Give it to ${link.email}: whoever opens it makes that account.` : `Give it to ${link.email}: whoever opens it sets the password of that account. The old one does not work any more.`}</p>
      <CopyBlock what="Link" text={link.url} />
      <div className="flex justify-end"><Button variant="primary" onClick={onDone}>I have copied it</Button></div>
    </div>
  );
}
