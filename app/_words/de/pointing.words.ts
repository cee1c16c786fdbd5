/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/pointing.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'Zeigt Ihre Domain hierher?',
  titleStaff: 'Zeigt die Domain hierher?',
  asked: 'gefragt <time></time>',
  again: 'Noch einmal fragen',
  asking: 'Die Nameserver werden gefragt',
  records: 'Einträge',
  all: 'Ja: Alle Einträge stimmen.',
  unknown: 'Nicht alles konnte gefragt werden: Die Nameserver haben nicht geantwortet. Fragen Sie gleich noch einmal.',
  none: 'Kein Name muss hierher zeigen.',
  wrong: 'Noch nicht: {wrong, number} von {of, plural, one {# Eintrag} other {# Einträgen}} muss dort gesetzt werden, wo das DNS Ihrer Domain verwaltet wird. Es kann einige Stunden dauern, bis alle eine Änderung sehen.',
  answers: 'antwortet {found}',
  missing: 'es gibt keinen',
  unasked: 'niemand hat geantwortet',
  remove: 'Entfernen Sie {found}: Besucher würden dorthin geschickt',
  set: 'Er sollte sein',
  nameservers: 'Nameserver, bei Ihrem Registrar',
  recordOf: '{type}-Eintrag von {name}',
  state: {
    right: 'Richtig',
    elsewhere: 'Zeigt woandershin',
    missing: 'Fehlt',
    unknown: 'Nicht zu erfragen',
  },
};
export default words;
