/** Files by which mail programs set themselves up. They hold no password: the program asks for it. */

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/** Into XML, whatever it is; what no XML may hold is left out. */
const xml = (text: string): string => text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replace(/[&<>"']/g, (letter) => escapes[letter] ?? letter);

export interface MailPlace {
  domain: string;
  /** Where mail programs connect to. */
  host: string;
}

/** Mozilla's `config-v1.1.xml`: for every address of a domain. */
export function autoconfigFile({ domain, host }: MailPlace): string {
  const server = (tag: 'incomingServer' | 'outgoingServer', type: string, port: number, socket: 'SSL' | 'STARTTLS'): string =>
    `    <${tag} type="${type}">\n      <hostname>${xml(host)}</hostname>\n      <port>${port}</port>\n      <socketType>${socket}</socketType>\n      <username>%EMAILADDRESS%</username>\n      <authentication>password-cleartext</authentication>\n    </${tag}>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>', '<clientConfig version="1.1">', `  <emailProvider id="${xml(domain)}">`, `    <domain>${xml(domain)}</domain>`, `    <displayName>${xml(domain)}</displayName>`, `    <displayShortName>${xml(domain)}</displayShortName>`,
    server('incomingServer', 'imap', 993, 'SSL'), server('outgoingServer', 'smtp', 465, 'SSL'), server('outgoingServer', 'smtp', 587, 'STARTTLS'), '  </emailProvider>', '</clientConfig>', '',
  ].join('\n');
}

export interface MailProfile extends MailPlace {
  address: string;
  /** 32 random bytes: a profile is known by what nobody else has. */
  random: Uint8Array;
}

/** A random one, of 16 bytes. */
function uuid(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

type Value = string | number | boolean | readonly Record<string, Value>[];
function plist(value: Value | Record<string, Value>, indent: string): string {
  if (typeof value === 'boolean') return `${indent}<${value}/>`;
  if (typeof value === 'number') return `${indent}<integer>${value}</integer>`;
  if (typeof value === 'string') return `${indent}<string>${xml(value)}</string>`;
  if (Array.isArray(value)) return `${indent}<array>\n${value.map((one: Record<string, Value>) => plist(one, `${indent}  `)).join('\n')}\n${indent}</array>`;
  return `${indent}<dict>\n${Object.entries(value).map(([key, one]) => `${indent}  <key>${xml(key)}</key>\n${plist(one, `${indent}  `)}`).join('\n')}\n${indent}</dict>`;
}

/** Apple's `.mobileconfig` of one mailbox, for iPhone, iPad and Mac. */
export function appleProfile({ address, domain, host, random }: MailProfile): string {
  const [whole, part] = [uuid(random.subarray(0, 16)), uuid(random.subarray(16, 32))];
  const server = (way: 'Incoming' | 'Outgoing', port: number): Record<string, Value> => ({
    [`${way}MailServerHostName`]: host, [`${way}MailServerPortNumber`]: port, [`${way}MailServerUseSSL`]: true, [`${way}MailServerUsername`]: address, [`${way}MailServerAuthentication`]: 'EmailAuthPassword',
  });
  const account: Record<string, Value> = {
    PayloadType: 'com.apple.mail.managed', PayloadVersion: 1, PayloadIdentifier: `${domain}.mail.${part}`, PayloadUUID: part, PayloadDisplayName: address,
    EmailAccountType: 'EmailTypeIMAP', EmailAccountName: address, EmailAccountDescription: address, EmailAddress: address, ...server('Incoming', 993), ...server('Outgoing', 465), OutgoingPasswordSameAsIncomingPassword: true,
  };
  const profile: Record<string, Value> = { PayloadType: 'Configuration', PayloadVersion: 1, PayloadIdentifier: `${domain}.mail`, PayloadUUID: whole, PayloadDisplayName: `Mail of ${address}`, PayloadRemovalDisallowed: false, PayloadContent: [account] };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n${plist(profile, '')}\n</plist>\n`;
}
