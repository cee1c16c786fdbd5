'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { useAct } from '../item-row.tsx';

const who = [['owner', 6], ['group', 3], ['others', 0]] as const;
const rights = [['read', 4], ['write', 2], ['run', 1]] as const;
const octal = (mode: number): string => mode.toString(8).padStart(3, '0');

/** The nine rights as boxes and as the number that guides speak of: each moves the other. */
export function ModeForm({ mode, onSubmit, onCancel }: { mode: number; onSubmit: (mode: number) => Promise<void>; onCancel: () => void }) {
  const t = useTranslations('files');
  const room = useTranslations('room');
  const [text, setText] = useState(octal(mode));
  const act = useAct(sentenceOf);
  const valid = /^[0-7]{3}$/.test(text);
  const now = valid ? Number.parseInt(text, 8) : 0;
  return (
    <form
      noValidate aria-label={t('permissions')} className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid && !act.busy) act.run(() => onSubmit(now));
      }}
    >
      <div className="grid gap-3 sm:grid-cols-4">
        {who.map(([name, shift]) => (
          <fieldset key={name} className="flex flex-col gap-1">
            <legend className="text-sm font-[540]">{t(`who.${name}`)}</legend>
            {rights.map(([right, bit]) => <Checkbox key={right} label={t(`right.${right}`)} disabled={!valid} checked={(now >> shift & bit) !== 0} onChange={() => setText(octal(now ^ bit << shift))} />)}
          </fieldset>
        ))}
        <Field label={t('octal')}><Input mono inputMode="numeric" maxLength={3} className="w-20" value={text} onChange={(event) => setText(event.target.value)} /></Field>
      </div>
      <FormError message={act.error} />
      <span className="flex justify-end gap-2">
        <Button onClick={onCancel}>{room('cancel')}</Button>
        <Button type="submit" variant="primary" disabled={!valid} busy={act.busy}>{room('save')}</Button>
      </span>
    </form>
  );
}
