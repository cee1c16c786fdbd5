/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/ui.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  language: 'Sprache',
  theme: 'Darstellung',
  light: 'Hell',
  dark: 'Dunkel',
  system: 'Wie das System',
  copy: 'Kopieren',
  copied: 'Kopiert',
  byHand: 'Bitte von Hand markieren',
  live: 'Live',
  reconnecting: 'Verbindet neu',
  offline: 'Offline',
  optional: '(freiwillig)',
  keepAsItIs: 'So lassen',
  typeToGoOn: 'Geben Sie {name} ein, um fortzufahren',
  tryAgain: 'Erneut versuchen',
  reference: 'Kennung',
  close: 'Schließen',
  dismiss: 'Ausblenden',
  now: 'jetzt',
  secondsAgo: 'vor {count, number} s',
  weak: 'Schwach',
  fair: 'Mittel',
  strong: 'Stark',
  makeOne: 'Erzeugen',
  makeAnother: 'Neu erzeugen',
  unlimited: 'unbegrenzt',
  fewReadings: 'Das Bild beginnt mit dem zweiten Messwert.',
};
export default words;
