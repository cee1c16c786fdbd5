/** Certificates of web and mail domains, and Let's Encrypt, which only a node with an authority of its own can reach. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { asJson, NOISE, OK, out, refuse } from '../answers.ts';
import type { Answer, Mail, Spec, Tls, Web, World } from '../world.ts';
import { edit, onDomain } from './domains.ts';
import { reloaded } from './web.ts';

type Kind = 'web' | 'mail';

const namesOf = (kind: Kind, domain: string, item: Web | Mail): string[] => (kind === 'mail' ? [`mail.${domain}`, `webmail.${domain}`] : [domain, ...('aliases' in item ? item.aliases : [])]);

/** By every name for which a visitor gets it. */
export function servedCertificates(world: World): Record<string, Tls> {
  const found: Record<string, Tls> = {};
  for (const user of world.store.all('users').values()) {
    for (const kind of ['web', 'mail'] as const) {
      for (const [domain, item] of Object.entries(user[kind])) {
        if (item.tls !== undefined) for (const name of namesOf(kind, domain, item)) found[name] = item.tls;
      }
    }
  }
  return found;
}

function readFolder(world: World, dir: string, domain: string): Tls | Answer {
  const at = (end: string): string | undefined => world.files.get(`${dir}/${domain}.${end}`);
  if (![...world.files.keys()].some((path) => path.startsWith(`${dir}/`))) return refuse(3, `folder ${dir} does not exist`);
  const [certificate, key] = [at('crt'), at('key')];
  if (certificate === undefined) return refuse(3, `${dir}/${domain}.crt not found`);
  if (key === undefined) return refuse(3, `${dir}/${domain}.key not found`);
  try {
    if (!new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) return refuse(2, 'ssl certificate key pair is not valid');
  } catch {
    return refuse(2, 'SSL Key is not valid');
  }
  return { certificate, key, chain: at('ca') ?? '', letsencrypt: false };
}

const install = (kind: Kind, replaces: boolean) =>
  onDomain(kind, (target) => {
    const { world, domain, item, args } = target;
    if (!replaces && item.tls !== undefined) return refuse(4, 'SSL=yes already exists');
    if (replaces && item.tls === undefined) return refuse(3, 'SSL is not enabled');
    const tls = readFolder(world, args[2] ?? '', domain);
    if ('exit' in tls) return tls;
    return edit(kind, target, kind === 'web' ? 1_750 : 900, () => {
      item.tls = tls;
      return reloaded(world, undefined, NOISE);
    });
  });

const remove = (kind: Kind) =>
  onDomain(kind, (target) => {
    if (target.item.tls === undefined) return refuse(3, 'SSL is not enabled');
    return edit(kind, target, kind === 'web' ? 1_710 : 840, () => {
      delete target.item.tls;
      return reloaded(target.world, undefined, OK);
    });
  }, { always: true });

const EMPTY = { SUBJECT: '', ALIASES: '', NOT_BEFORE: '', NOT_AFTER: '', SIGNATURE: '', PUB_KEY: '', ISSUER: '' };
const detailsOf = (one: X509Certificate, domain: string): typeof EMPTY => ({
  SUBJECT: domain, ALIASES: (one.subjectAltName ?? '').replaceAll('DNS:', '').replaceAll(', ', ','), NOT_BEFORE: one.validFrom, NOT_AFTER: one.validTo, SIGNATURE: 'sha256WithRSAEncryption',
  PUB_KEY: `${one.publicKey.asymmetricKeyDetails?.modulusLength ?? 256} bit`, ISSUER: one.issuer.replaceAll('=', ' = ').replaceAll('\n', ', '),
});

const list = (kind: Kind) =>
  onDomain(kind, ({ domain, item, args }) => asJson(args[2], () => {
    const { certificate = '', key = '', chain = '' } = item.tls ?? {};
    const fields = { CRT: certificate.trim(), KEY: key.trim(), CA: chain.trim(), ...(certificate === '' ? EMPTY : detailsOf(new X509Certificate(certificate), domain)) };
    return out(JSON.stringify({ [domain]: fields }));
  }), { look: true });

const encrypt = (kind: Kind) =>
  onDomain(kind, (target) => {
    const { world, domain, item, args } = target;
    const wanted = kind === 'mail' ? [] : (args[2] ?? '').split(',').filter((alias) => alias !== '');
    const stranger = 'aliases' in item ? wanted.find((alias) => !item.aliases.includes(alias)) : undefined;
    if (stranger !== undefined) return refuse(3, `domain alias ${stranger} doesn't exist`);
    const { acme } = world;
    if (acme === null) return refuse(15, "Let's Encrypt acc registration failed ");
    return edit(kind, target, 9_000, () => {
      item.tls = { ...acme.issue(kind === 'mail' ? namesOf('mail', domain, item) : [domain, ...wanted]), letsencrypt: true };
      return reloaded(world, undefined, NOISE);
    });
  });
const [encryptWeb, encryptMail] = [encrypt('web'), encrypt('mail')];

export const certificateCommands: Record<string, Spec> = {
  'v-add-letsencrypt-domain': { usage: 'USER DOMAIN [ALIASES] [MAIL]', min: 2, changes: true, run: (world, args) => (args[3] === 'yes' ? encryptMail : encryptWeb)(world, args) },
  'v-add-web-domain-ssl': { usage: 'USER DOMAIN SSL_DIR [SSL_HOME] [RESTART]', min: 3, changes: true, run: install('web', false) },
  'v-update-web-domain-ssl': { usage: 'USER DOMAIN SSL_DIR [RESTART]', min: 3, changes: true, run: install('web', true) },
  'v-delete-web-domain-ssl': { usage: 'USER DOMAIN [RESTART]', min: 2, changes: true, run: remove('web') },
  'v-list-web-domain-ssl': { usage: 'USER DOMAIN [FORMAT]', min: 2, changes: false, run: list('web') },
  'v-add-mail-domain-ssl': { usage: 'USER DOMAIN SSL_DIR [RESTART]', min: 3, changes: true, run: install('mail', false) },
  'v-update-mail-domain-ssl': { usage: 'USER DOMAIN SSL_DIR [RESTART]', min: 3, changes: true, run: install('mail', true) },
  'v-delete-mail-domain-ssl': { usage: 'USER DOMAIN [RESTART]', min: 2, changes: true, run: remove('mail') },
  'v-list-mail-domain-ssl': { usage: 'USER DOMAIN [FORMAT]', min: 2, changes: false, run: list('mail') },
};
