/** A rig with all of Auto-SSL around it: nameservers that answer over UDP, TLS listeners in front of the nodes, an authority. */
import { type CertificatePolicy, type CertificateRole, defaultCertificatePolicy } from '#server/core/certificate.ts';
import type { CertificateView, ServiceView } from '#server/core/view.ts';
import { AutoSsl } from '#server/certs/auto-ssl.ts';
import { prober } from '#server/certs/probe.ts';
import { resolver } from '#server/certs/resolve.ts';
import { type Authority, newAuthority } from './authority.ts';
import { type DnsServer, startDns } from './dns-server.ts';
import { makeRig, type Rig, type RigOptions } from './rig.ts';
import { startTlsFront, type TlsFront } from './tls-front.ts';

export interface SslRig extends Rig {
  authority: Authority;
  /** Both are asked for every name of a zone. */
  nameservers: readonly [DnsServer, DnsServer];
  fronts: readonly TlsFront[];
  /** One more process that looks after certificates. */
  autoSsl(): AutoSsl;
  policy: CertificatePolicy;
  /** Makes a name point to a node on both nameservers, or nowhere. */
  point(name: string, ipv4: string | null): void;
  /** Says that a domain is delegated. */
  delegate(domain: string): void;
  /** Resolves when `test` holds for the certificate of a role. */
  certificate(serviceId: number, role: CertificateRole, test: (one: CertificateView) => boolean): Promise<CertificateView>;
  /** Makes what is to be looked at later due now. */
  due(serviceId: number): Promise<void>;
}

export const certificateOf = (view: ServiceView, role: CertificateRole): CertificateView | undefined => view.service.certificates.find((one) => one.role === role);

async function twoNameservers(): Promise<[DnsServer, DnsServer]> {
  const first = await startDns('127.0.0.2');
  return [first, await startDns('127.0.0.3', first.port)];
}

export async function sslRig(options: RigOptions): Promise<SslRig> {
  const authority = newAuthority("Let's Pretend");
  const recursor = await startDns('127.0.0.1', 0, { 'ns1.registrar.test': { A: ['127.0.0.2'] }, 'ns2.registrar.test': { A: ['127.0.0.3'] } });
  const nameservers = await twoNameservers();
  // Serves every top-level domain, and says who the names below are delegated to.
  const registry = Object.assign(await startDns('127.0.0.4', nameservers[0].port), { parent: true });
  for (const top of ['com', 'net', 'org', 'de']) recursor.records[top] = { NS: ['a.registry.test'] };
  recursor.records['a.registry.test'] = { A: ['127.0.0.4'] };
  const policy = { ...defaultCertificatePolicy };
  const resolve = resolver({ recursors: [`127.0.0.1:${recursor.port}`], port: nameservers[0].port, timeoutMs: 500 });
  const rig = await makeRig({ acme: authority, ...options, engine: { certificatePolicy: async () => policy, resolve, ...options.engine } });
  const fronts = await Promise.all(rig.fleet.nodes.map(startTlsFront));
  const probe = prober({ authorities: [authority.pem], at: (ipv4) => ({ host: '127.0.0.1', port: fronts[Number(ipv4.split('.')[3]) - 10]?.port ?? 1 }) });
  const running: AutoSsl[] = [];
  return {
    ...rig, authority, nameservers, fronts, policy,
    autoSsl() {
      const one = new AutoSsl(rig.engine, { probe, pollMs: 200 });
      running.push(one);
      one.start();
      return one;
    },
    point: (name, ipv4) => { for (const server of nameservers) server.records[name] = ipv4 === null ? {} : { A: [ipv4] }; },
    delegate: (domain) => { registry.records[domain] = { NS: ['ns1.registrar.test', 'ns2.registrar.test'] }; },
    certificate: async (serviceId, role, test) => {
      const view = await rig.until(serviceId, (now) => { const one = certificateOf(now, role); return one !== undefined && test(one); });
      const found = certificateOf(view, role);
      if (found === undefined) throw new Error(`Service ${serviceId} has no ${role} certificate`);
      return found;
    },
    due: async (serviceId) => { await rig.client.pool.query('update certificates set next_at = now() where service_id = $1', [serviceId]); },
    async [Symbol.asyncDispose]() {
      await Promise.all(running.map((one) => one.stop()));
      await rig[Symbol.asyncDispose]();
      await Promise.all([recursor, registry, ...nameservers, ...fronts].map((one) => one[Symbol.asyncDispose]()));
    },
  };
}
