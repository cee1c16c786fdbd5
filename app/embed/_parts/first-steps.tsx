import type { HomeFacts, ServiceFacts } from '#server/core/view.ts';

/** Only what this service has; the values to copy stand right below. */
export function FirstSteps({ home, service }: { home: HomeFacts; service: ServiceFacts }) {
  const steps = [
    ...(home.nameservers.length > 0
      ? [{ title: 'Point your domain here', line: 'At your registrar, enter the nameservers below. It can take up to a day until everyone sees it.' }]
      : []),
    ...(home.logins.some((login) => login.role === 'web') ? [{ title: 'Upload your website', line: `Connect by SFTP with the login below and put your files into web/${service.domain}/public_html.` }] : []),
    ...(home.webmail !== null ? [{ title: 'Read your mail', line: 'Open webmail from the list below, or add your address to a mail program.' }] : []),
    ...(service.certificates.some((one) => one.state === 'pending' || one.state === 'notPointing') ? [{ title: 'Leave the certificate to us', line: home.mailbox === null ? 'It is issued by itself once your domain points here. Until then a browser may warn.' : 'It is issued by itself. Until then a browser may warn.' }] : []),
  ];
  return (
    <section>
      <h2 className="mb-2 font-[600]">What to do first</h2>
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
