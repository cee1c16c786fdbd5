'use client';
import { useTranslations } from 'use-intl';
import { asCode } from '#app/_ui/as-code.tsx';
import { KeyValue } from '#app/_ui/key-value.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { phpLabel, type SiteSettings } from '#server/core/site.ts';

interface SiteRowsProps {
  domain: string;
  settings: SiteSettings;
  /** HTTPS is forced once there is a certificate. */
  waiting: boolean;
  /** It may have further names. */
  names: boolean;
}

const off = (text: string) => <span className="text-muted">{text}</span>;

/** What a website is set to. */
export function SiteRows({ domain, settings: { phpTemplate, folder, aliases, redirect, forceHttps, hsts, cache }, waiting, names }: SiteRowsProps) {
  const t = useTranslations('web');
  const said = useSaid();
  const none = aliases.length === 0;
  return (
    <KeyValue
      rows={[
        { name: t('php'), value: said(phpLabel(phpTemplate)) },
        { name: t('folder'), value: <code>public_html{folder}</code> },
        ...(names ? [{ name: t('names'), value: none ? off(t('row.noNames', { domain })) : <span className="flex flex-col">{aliases.map((alias) => <bdi key={alias}>{alias}</bdi>)}</span> }] : []),
        { name: t('row.redirect'), value: redirect === null ? off(t('row.noRedirect')) : t.rich(redirect.code === 301 ? 'row.forGood' : 'row.forNow', { url: redirect.url, code: asCode }) },
        { name: 'HTTPS', value: !forceHttps ? off(t('row.httpsFree')) : t(waiting ? 'row.httpsLater' : 'row.httpsAll') },
        { name: 'HSTS', value: hsts ? t(waiting ? 'row.hstsLater' : 'row.hstsOn') : off(t('row.off')) },
        { name: t('row.cache'), value: cache ? t('row.cacheOn') : off(t('row.cacheOff')) },
      ]}
    />
  );
}
