/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/ftp.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'FTP-Konten',
  add: 'FTP-Konto hinzufügen',
  search: 'FTP-Konten durchsuchen',
  loses: 'Wer es benutzt, kann sich nicht mehr anmelden. Die Dateien bleiben.',
  full: 'Alle {most, number} FTP-Konten Ihres Tarifs sind vergeben. Entfernen Sie eines, oder bestellen Sie einen größeren Tarif.',
  emptyTitle: 'Kein weiteres FTP-Konto',
  emptyText: 'Ihr eigenes Login erreicht alles. Fügen Sie ein Konto für jemanden hinzu, der nur einen Ordner sehen soll.',
  line: 'Ordner <code>{path}</code>',
  loginOf: 'Login {login}',
  connect: 'Verbinden',
  server: 'Server',
  ftp: 'FTP',
  port: 'Port <code>21</code>, mit TLS (FTPES)',
  ownLogin: 'Ihr eigenes Login',
  new: 'Neues FTP-Konto',
  tooLong: 'Das Login <code>{login}</code> ist so lang, dass nichts dahinter passt: Hier kann kein weiteres FTP-Konto entstehen.',
  becomes: 'Login: <code>{login}</code> (noch {left, number} Zeichen)',
  folder: 'Ordner',
  folderHint: 'Die Website liegt in <code>/public_html</code>. Das Konto sieht diesen Ordner und was darin ist',
  passwordWhat: 'FTP-Passwort',
};
export default words;
