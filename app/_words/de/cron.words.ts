/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/cron.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'Geplante Aufträge',
  add: 'Auftrag hinzufügen',
  search: 'Aufträge durchsuchen',
  loses: 'Er läuft dann nicht mehr.',
  full: 'Alle {most, number} geplanten Aufträge Ihres Tarifs sind vergeben. Entfernen Sie einen, oder bestellen Sie einen größeren Tarif.',
  emptyTitle: 'Nichts ist geplant',
  emptyText: 'Ein Auftrag startet ein Programm Ihrer Website zu festen Zeiten: den Rundbrief eines Shops, ein nächtliches Aufräumen.',
  job: 'Auftrag {name}',
  setTimes: 'Zu festen Zeiten',
  paused: 'Angehalten',
  new: 'Neuer geplanter Auftrag',
  editJob: 'Auftrag {name} bearbeiten',
  command: 'Befehl',
  commandHint: 'Ein Programm mit einfachen Wörtern, wie Ihr Konto es starten würde. Alles Weitere gehört in eine Datei, die Sie aufrufen',
  when: 'Wann',
  own: 'Eigene Zeiten',
  times: 'Zeiten',
  part: {
    minute: 'Minute',
    hour: 'Stunde',
    day: 'Tag',
    month: 'Monat',
    weekday: 'Wochentag',
  },
  preset: {
    minutes: 'Alle fünf Minuten',
    hour: 'Jede Stunde',
    night: 'Jede Nacht',
    monday: 'Jeden Montag',
    month: 'Jeden Monat',
  },
  runs: 'Er läuft',
  runsHint: 'Aus: Er bleibt erhalten und läuft nicht.',
  wrong: 'Diese Zeiten sind nicht gültig',
  clock: '{sentence} (nach der Uhr des Servers, UTC)',
  never: 'Das kommt nie',
  next: 'Nächste: {times}',
};
export default words;
