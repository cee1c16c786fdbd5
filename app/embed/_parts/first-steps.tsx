'use client';
import { useTranslations } from 'use-intl';
import { asCode } from '#app/_ui/as-code.tsx';
import type { HomeFacts, ServiceFacts } from '#server/core/view.ts';

/** Only what this service has; the values to copy stand right below. */
export function FirstSteps({ home, service }: { home: HomeFacts; service: ServiceFacts }) {
  const t = useTranslations('home');
  const steps = [
    ...(home.nameservers.length > 0
      ? [{ title: t('point'), line: t('pointText') }]
      : []),
    ...(home.logins.some((login) => login.role === 'web') ? [{ title: t('upload'), line: t.rich('uploadText', { domain: service.domain, code: asCode }) }] : []),
    ...(home.webmail !== null ? [{ title: t('read'), line: t('readText') }] : []),
    ...(service.certificates.some((one) => one.state === 'pending' || one.state === 'notPointing') ? [{ title: t('leave'), line: t(home.mailbox === null ? 'leaveDomain' : 'leaveName') }] : []),
  ];
  return (
    <section>
      <h2 className="mb-2 font-[600]">{t('first')}</h2>
      <ol className="grid gap-x-8 gap-y-4 rounded-card border border-line bg-surface p-4 sm:grid-cols-2">
        {steps.map((step, index) => (
          <li key={step.title} className="flex gap-3">
            <span aria-hidden className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft text-sm font-[600] text-accent-text">{index + 1}</span>
            <span className="min-w-0 pt-0.5">
              <span className="block font-[600]">{step.title}</span>
              <span className="block wrap-anywhere text-muted normal-nums">{step.line}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
