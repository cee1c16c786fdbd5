import { type CertificateRole, whyNotHere } from '../certificate.ts';
import { hostname } from '../names.ts';
import { done, failed, later, type Outcome, refused } from '../outcome.ts';
import type { InstalledCertificate } from '../panel.ts';
import type { CertificateTask } from '../wish.ts';
import { accountOf, inOrder, type Step, type StepContext } from './step.ts';

const BUSY = 10;

function certificateOf({ wish }: StepContext, role: CertificateRole): CertificateTask {
  if (wish.certificate?.role !== role) throw new Error(`A ${role} certificate task has no certificate`);
  return wish.certificate;
}

const covers = (found: InstalledCertificate, names: readonly string[]): boolean => names.every((name) => found.names.includes(name));

const rebuilt = ({ panel, wish }: StepContext, role: CertificateRole, login: ReturnType<typeof accountOf>['login']) =>
  inOrder(() => (role === 'web' ? panel.webDomains.rebuild(login, wish.domain) : panel.mailDomains.rebuild(login, wish.domain)));

const LOOK_AGAIN = 3;

/** What keeps a site that is being built from being asked for; null: nothing. Auto-SSL has looked before it opens a task. */
async function waitsFor({ sight }: StepContext, { names, own }: CertificateTask, found: InstalledCertificate | null): Promise<Outcome | null> {
  if (sight === undefined) return null;
  if (own !== null || (found !== null && covers(found, names))) return done(false);
  const reasons = (await sight(names)).filter(({ points }) => points !== 'here').map(whyNotHere);
  return reasons.length === 0 ? null : later(LOOK_AGAIN, reasons.join('. '));
}

/** Never tried again by itself: Auto-SSL knows when Let's Encrypt may be asked the next time. */
export const issueCertificate = (role: CertificateRole): Step => async (context) => {
  const { panel, wish } = context;
  const { login } = accountOf(context, role);
  const task = certificateOf(context, role);
  const { names, before } = task;
  const issued = (found: InstalledCertificate | null, old: string | null): boolean => found !== null && found.fingerprint !== old && covers(found, names);
  const found = await panel.certificates.find(role, login, wish.domain);
  if (context.doubt && issued(found, before)) return done(true);
  const waits = await waitsFor(context, task, found);
  if (waits !== null) return waits;
  const aliases = names.filter((name) => name !== wish.domain).map((name) => hostname.parse(name));
  const answer = await panel.certificates.issue(role, login, wish.domain, aliases);
  const after = await panel.certificates.find(role, login, wish.domain);
  if (issued(after, found?.fingerprint ?? null)) {
    if (answer.ok) return done(true);
    context.say('The certificate is stored, and a server of the node did not take it: rebuilt');
    return (await rebuilt(context, role, login)) ?? done(true);
  }
  if (answer.ok) return failed('The node says that the certificate was issued, and does not list it', 'Look at the domain on the node; Auto-SSL tries again.', { retry: false });
  if (answer.refusal === 'busy') return later(BUSY, answer.message);
  return failed(answer.message, 'Auto-SSL tries again by itself; the SSL tab says when.', { retry: false, code: answer.code });
};

export const setCertificate = (role: CertificateRole): Step => async (context) => {
  const { panel, wish } = context;
  const { login } = accountOf(context, role);
  const { own } = certificateOf(context, role);
  if (own === null) return failed('The uploaded certificate was removed meanwhile', 'Nothing to do.', { retry: false });
  const found = await panel.certificates.find(role, login, wish.domain);
  if (found?.fingerprint === own.fingerprint && !context.doubt) return done(false);
  const answer = await panel.certificates.set(role, login, wish.domain, own.files, found !== null);
  if (!answer.ok) return refused(answer);
  const after = await panel.certificates.find(role, login, wish.domain);
  if (after?.fingerprint === own.fingerprint) return done(true);
  return failed('The node took the certificate, and lists another one', 'The next attempt installs it again.', { retry: true });
};

/** Auto-SSL goes on when it is gone. */
export const removeCertificate = (role: CertificateRole): Step => async (context) => {
  const { panel, wish } = context;
  const { login } = accountOf(context, role);
  if ((await panel.certificates.find(role, login, wish.domain)) === null) return done(false);
  const answer = await panel.certificates.remove(role, login, wish.domain);
  if ((await panel.certificates.find(role, login, wish.domain)) === null) return done(true);
  return answer.ok ? failed('The certificate is still listed after it was removed', 'The next attempt removes it again.', { retry: true }) : refused(answer);
};
