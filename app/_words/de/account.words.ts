/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/account.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'Konto',
  looks: 'Darstellung',
  theme: 'Farbschema',
  language: 'Sprache',
  password: 'Passwort',
  opens: 'Es gilt für diese Zugänge. Datenbanken, weitere FTP-Konten und Postfächer, die Sie angelegt haben, behalten ihre eigenen Passwörter.',
  opensMailbox: 'Es gilt für Ihr Postfach, im Webmail und in Mailprogrammen, und für die Dateien Ihrer Website.',
  change: 'Passwort ändern',
  fresh: 'Neues Passwort',
  hint: 'Kopieren Sie es jetzt: Es wird nicht noch einmal gezeigt. Programme, die das alte kennen, brauchen das neue.',
  set: 'Dieses Passwort setzen',
  what: 'neues Passwort',
  short: 'Mindestens 8 Zeichen',
  soon: '{doing}. Das dauert einige Sekunden.',
  done: '{done}.',
  failed: '{failed}. Unser Team sieht es; Sie können es auch noch einmal setzen.',
  login: {
    web: 'FTP und SFTP',
    mail: 'E-Mail',
    dns: 'DNS',
  },
  history: 'Wer was getan hat',
  nothing: 'Noch nichts.',
  older: 'Ältere zeigen',
  reading: 'Was getan wurde, wird gelesen',
  who: {
    you: 'Sie',
    provider: 'Ihr Anbieter',
    automatic: 'Von selbst',
  },
  did: {
    retry: 'Nochmals versucht',
    undo: 'Zurückgenommen',
    discard: 'Verworfen',
  },
};
export default words;
