/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/usage.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'Was Sie nutzen',
  asOf: 'Stand <time></time>',
  sync: 'Jetzt zählen',
  notYet: 'Noch nicht gezählt: Es wird stündlich gezählt, oder jetzt, wenn Sie möchten.',
  failed: 'Nicht alles ließ sich zählen: Versuchen Sie es später erneut',
  near: 'Nahe an der Grenze',
  over: 'Über der Grenze',
  of: '{used} von {limit}',
  unlimited: '{used}, unbegrenzt',
  history: {
    diskMb: 'Speicherplatz aller Konten',
    bandwidthMb: 'Datenverkehr des Monats bisher',
    mailAccounts: 'Postfächer',
    databases: 'Datenbanken',
  },
  since: 'Jeder Tag seit {day}',
};
export default words;
