/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/room.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  count: '{used, number} von {limit, number}',
  edit: 'Bearbeiten',
  editOne: '{title} bearbeiten',
  remove: 'Entfernen',
  removeOne: '{title} entfernen',
  removeQuestion: '{title} entfernen?',
  keep: 'Behalten',
  undo: 'Rückgängig',
  undoIn: 'Rückgängig ({seconds, number})',
  didNotWork: 'Das ging nicht.',
  stopped: 'Es wurde angehalten',
  nothingElse: 'Sonst ist nichts betroffen.',
  tryAgain: 'Erneut versuchen',
  setAside: 'Verwerfen',
  cancel: 'Abbrechen',
  save: 'Speichern',
  reading: 'Die Liste wird gelesen',
  name: 'Name',
  password: 'Passwort',
  newPassword: 'Neues Passwort',
  copyNow: 'Kopieren Sie es jetzt: Es wird nicht noch einmal gezeigt.',
  emptyStays: 'Leer: Es bleibt, wie es ist.',
  below: 'Unten steht, was jetzt gilt; das Formular behält, was Sie eingegeben haben.',
  outsideLabel: '{title} wurde außerhalb geändert',
  outside: 'Außerhalb geändert.',
  outsideGone: 'Es ist nicht mehr auf dem Server.',
  outsideOdd: 'Auf dem Server ist es auf etwas gesetzt, das sich hier nicht setzen lässt.',
  outsideIs: 'Auf dem Server ist es jetzt: <line></line>',
  outsideRemove: 'Auch hier entfernen',
  outsideKeep: 'Übernehmen, was auf dem Server ist',
  outsideMake: 'Neu anlegen',
  outsideBack: 'Zurücksetzen',
};
export default words;
