/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/home.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  ready: 'Ihr Hosting ist bereit.',
  took: 'Es hat {time} gedauert.',
  domain: 'Ihre Domain',
  name: 'Ihr Name',
  logins: 'Logins',
  plan: 'Tarif',
  since: 'Seit {day}',
  website: 'Website',
  email: 'E-Mail',
  certificate: 'Zertifikat',
  isReady: 'Bereit',
  none: 'Keine',
  notInPlan: 'Nicht in Ihrem Tarif',
  someName: 'name@{domain}',
  nameservers: 'Nameserver',
  address: 'Adresse (A-Eintrag)',
  emailAddress: 'E-Mail-Adresse',
  role: {
    web: 'FTP und SFTP',
    mail: 'E-Mail',
    dns: 'DNS',
  },
  on: 'auf',
  loginOf: 'Login für {role}',
  webmail: 'Webmail',
  open: 'Öffnen',
  first: 'Was zuerst zu tun ist',
  point: 'Die Domain hierher zeigen lassen',
  pointText: 'Tragen Sie bei Ihrem Registrar die Nameserver von unten ein. Es kann bis zu einem Tag dauern, bis alle es sehen.',
  upload: 'Die Website hochladen',
  uploadText: 'Verbinden Sie sich per SFTP mit dem Login von unten und legen Sie Ihre Dateien in <code>web/{domain}/public_html</code>.',
  read: 'Die E-Mail lesen',
  readText: 'Öffnen Sie Webmail aus der Liste unten, oder tragen Sie Ihre Adresse in ein E-Mail-Programm ein.',
  leave: 'Das Zertifikat uns überlassen',
  leaveName: 'Es wird von selbst ausgestellt. Bis dahin kann ein Browser warnen.',
  leaveDomain: 'Es wird von selbst ausgestellt, sobald Ihre Domain hierher zeigt. Bis dahin kann ein Browser warnen.',
};
export default words;
