import { useTranslations } from 'use-intl';

/** The way down to the folder that is shown. Paths are read from the left in every language. */
export function Crumbs({ root, path, onGo }: { root: string; path: string; onGo: (path: string) => void }) {
  const t = useTranslations('files');
  const parts = path === '' ? [] : path.split('/');
  const steps = [{ name: root, to: '' }, ...parts.map((name, at) => ({ name, to: parts.slice(0, at + 1).join('/') }))];
  return (
    <nav aria-label={t('path')} dir="ltr">
      <ol className="flex flex-wrap items-center gap-x-1 text-code">
        {steps.map(({ name, to }, at) => (
          <li key={to} className="flex min-w-0 items-center gap-x-1">
            {at > 0 && <span aria-hidden className="text-faint">/</span>}
            {at === steps.length - 1 ? <span aria-current="page" className="py-1 font-mono font-[600] wrap-anywhere">{name}</span> : <button type="button" className="rounded-control py-1 font-mono text-accent-text underline-offset-3 wrap-anywhere hover:underline pointer-coarse:min-h-11" onClick={() => onGo(to)}>{name}</button>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
