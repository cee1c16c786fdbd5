import { KeyValue } from '#app/_ui/key-value.tsx';
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
  const none = aliases.length === 0;
  return (
    <KeyValue
      rows={[
        { name: 'PHP version', value: phpLabel(phpTemplate) },
        { name: 'Folder', value: <code>public_html{folder}</code> },
        ...(names ? [{ name: 'Further names', value: none ? off(`None: only ${domain} leads here`) : <span className="flex flex-col">{aliases.map((alias) => <span key={alias}>{alias}</span>)}</span> }] : []),
        { name: 'Redirect', value: redirect === null ? off('None: visitors see this website') : <>{redirect.code === 301 ? 'For good' : 'For now'}, to <code>{redirect.url}</code></> },
        { name: 'HTTPS', value: !forceHttps ? off('Visitors may come without it') : waiting ? 'For everybody, as soon as there is a certificate' : 'For everybody' },
        { name: 'HSTS', value: hsts ? (waiting ? 'On, as soon as there is a certificate' : 'On: browsers come by HTTPS only') : off('Off') },
        { name: 'Cache', value: cache ? 'Pages are kept for five minutes' : off('Off: each visit runs the website anew') },
      ]}
    />
  );
}
