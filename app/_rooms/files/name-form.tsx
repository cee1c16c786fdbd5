'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { nameFault } from '#server/core/files.ts';
import { useAct } from '../item-row.tsx';

interface NameFormProps {
  label: string;
  name: string;
  action: string;
  onSubmit: (name: string) => Promise<void>;
  onCancel: () => void;
}

/** One name, for something new or in the place of another; what is before its ending is marked, as that is what one changes. */
export function NameForm({ label, name, action, onSubmit, onCancel }: NameFormProps) {
  const room = useTranslations('room');
  const [text, setText] = useState(name);
  const [fault, setFault] = useState<string | null>(null);
  const act = useAct(sentenceOf);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    const dot = name.lastIndexOf('.');
    input.current?.setSelectionRange(0, dot > 0 ? dot : name.length);
  }, [name]);
  return (
    <form
      noValidate aria-label={label} className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const wrong = nameFault(text);
        setFault(wrong);
        if (wrong === null && !act.busy) act.run(() => onSubmit(text));
      }}
    >
      <Field label={label} error={fault ?? act.error ?? undefined} className="flex-1 basis-56"><Input ref={input} mono autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={255} value={text} onKeyDown={(event) => { if (event.key === 'Escape') onCancel(); }} onChange={(event) => setText(event.target.value)} /></Field>
      <span className="flex gap-2">
        <Button onClick={onCancel}>{room('cancel')}</Button>
        <Button type="submit" variant="primary" busy={act.busy}>{action}</Button>
      </span>
    </form>
  );
}
