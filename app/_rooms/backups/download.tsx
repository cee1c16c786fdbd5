'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { useAct } from '../item-row.tsx';
import { useRooms } from '../room-context.tsx';

/** A link is made when it is asked for, and begins by itself; it can be copied for a program that goes on where it broke off. */
export function Download({ id, name, local }: { id: number; name: string; local: boolean }) {
  const t = useTranslations('backups');
  const { api } = useRooms();
  const act = useAct(sentenceOf);
  const [path, setPath] = useState<string | null>(null);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => { if (path !== null) link.current?.click(); }, [path]);
  if (!local) return null;
  if (path === null) {
    return (
      <div>
        <Button size="small" variant="quiet" className="-ms-2" busy={act.busy} aria-label={t('download.label', { name })} onClick={() => act.run(async () => setPath((await api.backups.link({ id })).path))}>{t('download.action')}</Button>
        <FormError message={act.error} />
      </div>
    );
  }
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
      <span>{t('download.ready')}</span>
      <a ref={link} href={path} download className="text-accent-text underline underline-offset-3">{t('download.link')}</a>
      <CopyButton value={new URL(path, location.href).href} what={t('download.what')} />
      <span>{t('download.holds')}</span>
    </p>
  );
}
