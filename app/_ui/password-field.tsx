'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { newPasswordText, type Strength, strengthOf } from '#server/core/password.ts';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';
import { Field } from './field.tsx';
import { Input } from './input.tsx';
import { toneFill, toneText } from './tone.ts';

/** Without the remainder's favour for small numbers. */
function chance(below: number): number {
  const most = Math.floor(2 ** 32 / below) * below;
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value < most ? value % below : chance(below);
}
/** Made in the browser: it is shown once, where it was made. */
export const madePassword = (): string => newPasswordText(chance);

interface PasswordFieldProps {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  optional?: boolean;
  what: string;
}

/** A password that somebody sets: seen while it is typed, judged in a word, made up on request, copied with a click. */
export function PasswordField({ label, hint, value, onChange, error, optional, what }: PasswordFieldProps) {
  const t = useTranslations('ui');
  return (
    <div className="flex flex-col gap-2">
      <Field label={label} hint={hint} error={error} {...(optional === true && { optional })}>
        <Input mono autoComplete="off" spellCheck={false} autoCapitalize="off" maxLength={128} value={value} onChange={(event) => onChange(event.target.value)} />
      </Field>
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        {value === '' ? <span /> : <StrengthMeter strength={strengthOf(value)} />}
        <span className="flex items-center gap-2">
          <Button variant="quiet" size="small" onClick={() => onChange(madePassword())}>{t(value === '' ? 'makeOne' : 'makeAnother')}</Button>
          {value !== '' && <CopyButton value={value} what={what} />}
        </span>
      </div>
    </div>
  );
}

const meters = { weak: { tone: 'bad', share: 1 }, fair: { tone: 'warn', share: 2 }, strong: { tone: 'ok', share: 3 } } as const satisfies Record<Strength, unknown>;

function StrengthMeter({ strength }: { strength: Strength }) {
  const t = useTranslations('ui');
  const { tone, share } = meters[strength];
  return (
    <p role="status" className={clsx('flex items-center gap-2 text-sm font-[540]', toneText[tone])}>
      <span aria-hidden className="flex w-24 gap-1">{[1, 2, 3].map((part) => <span key={part} className={clsx('h-1.5 flex-1 rounded-full', part <= share ? toneFill[tone] : 'bg-wait-soft')} />)}</span>
      {t(strength)}
    </p>
  );
}
