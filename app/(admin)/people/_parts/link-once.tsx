'use client';
import { Button } from '#app/_ui/button.tsx';
import { Note } from '#app/_ui/note.tsx';
import { CopyBlock } from '../../_parts/node-wizard/copy-block.tsx';

export interface MadeLink {
  url: string;
  email: string;
  for: 'join' | 'password';
  /** How the mail with it went; null: there is no mail server. */
  mail: { ok: boolean; answer: string } | null;
}

/** A link is shown this once; afterwards only its hash is known. */
export function LinkOnce({ link, onDone }: { link: MadeLink; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <Note tone="warn" icon="clock">This is the only time that the link can be read. It works once, for three days.</Note>
      {link.mail?.ok === false && <Note tone="bad" icon="cross">It could not be sent by mail: {link.mail.answer}.</Note>}
      <p>
        {link.mail?.ok === true ? `It is on its way to ${link.email} by mail, and is here in case it does not arrive: ` : `Give it to ${link.email}: `}
        {link.for === 'join' ? 'whoever opens it makes that account.' : 'whoever opens it sets the password of that account. The old one does not work any more.'}
      </p>
      <CopyBlock what="Link" text={link.url} />
      <div className="flex justify-end"><Button variant="primary" onClick={onDone}>{link.mail?.ok === true ? 'Done' : 'I have copied it'}</Button></div>
    </div>
  );
}
