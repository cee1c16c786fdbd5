'use client';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { CopyBlock } from '../node-wizard/copy-block.tsx';

interface AppKeyProps {
  of: Pick<Outputs['profile']['beginTotp'], 'key' | 'picture'>;
  code: string;
  onCode: (code: string) => void;
  busy: boolean;
  error: string | null;
  onConfirm: () => void;
}

/** The picture to be read by the app, the key for those who can't, and the first code as a proof. */
export function AppKey({ of: { key, picture }, code, onCode, busy, error, onConfirm }: AppKeyProps) {
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (code !== '' && !busy) onConfirm();
      }}
    >
      <p>Read the picture with the app.</p>
      {/* White in both themes: cameras want dark on light. */}
      <svg role="img" aria-label="Picture of the key, for an authenticator app" viewBox={`0 0 ${picture.size} ${picture.size}`} shapeRendering="crispEdges" className="size-48 self-center rounded-control border border-line bg-white text-black">
        <path d={picture.path} fill="currentColor" />
      </svg>
      <CopyBlock what="Key, where there is no camera" text={key} />
      <Field label="Code that the app shows" error={error ?? undefined}>
        <Input mono inputMode="numeric" autoComplete="one-time-code" maxLength={12} value={code} onChange={(event) => onCode(event.target.value)} />
      </Field>
      <div className="flex justify-end"><Button type="submit" variant="primary" disabled={code === ''} busy={busy}>Go on</Button></div>
    </form>
  );
}
