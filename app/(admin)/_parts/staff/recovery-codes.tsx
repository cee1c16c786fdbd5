'use client';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { Note } from '#app/_ui/note.tsx';

/** Shown this once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <Note tone="warn" icon="clock">This is the only time that these codes can be read. Keep them where the phone is not.</Note>
      <p>Each of them stands in for the app once, when the phone is lost.</p>
      <div className="overflow-hidden rounded-control border border-line">
        <p className="flex min-h-9 items-center justify-between gap-2 border-b border-line bg-sunken px-3 text-sm text-muted">Recovery codes<CopyButton value={codes.join('\n')} what="recovery codes" /></p>
        <ol className="grid grid-cols-1 gap-x-6 gap-y-1 px-3 py-2 font-mono text-code min-[400px]:grid-cols-2">{codes.map((code) => <li key={code}>{code}</li>)}</ol>
      </div>
      <div className="flex justify-end"><Button variant="primary" onClick={onDone}>I have kept them</Button></div>
    </div>
  );
}
