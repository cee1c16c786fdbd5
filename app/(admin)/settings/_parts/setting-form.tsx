import type { ReactNode } from 'react';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { FormError } from '#app/_ui/form-error.tsx';

interface SettingFormProps {
  words: { title: string; help: string } | undefined;
  /** It is not as it is stored. */
  changed: boolean;
  save: { isPending: boolean; error: unknown };
  onSave: () => void;
  children: ReactNode;
}

/** A setting of several fields that are saved together. */
export function SettingForm({ words, changed, save, onSave, children }: SettingFormProps) {
  return (
    <Card title={words?.title}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
      >
        <p className="max-w-[80ch] text-muted">{words?.help}</p>
        {children}
        <FormError message={save.error === null ? null : sentenceOf(save.error)} />
        <Button type="submit" className="self-start" busy={save.isPending} disabled={!changed}>Save</Button>
      </form>
    </Card>
  );
}
