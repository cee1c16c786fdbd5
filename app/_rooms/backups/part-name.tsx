'use client';
import { useTranslations } from 'use-intl';
import type { RestorePart } from '#server/core/restore.ts';

/** `Database shop_blog`; what it is alone, to whom its name is not told. */
export function PartName({ is, name }: { is: RestorePart['is']; name: string }) {
  const t = useTranslations('backups');
  return <span className="wrap-anywhere">{t(`part.${is}`)}{name !== '' && <> <bdi dir="ltr">{name}</bdi></>}</span>;
}
