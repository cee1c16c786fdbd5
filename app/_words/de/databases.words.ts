/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/databases.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'Datenbanken',
  add: 'Datenbank hinzufügen',
  search: 'Datenbanken durchsuchen',
  loses: 'Alles, was darin gespeichert ist, wird gelöscht, und ihr Benutzer ebenso.',
  full: 'Alle {most, number} Datenbanken Ihres Tarifs sind vergeben. Entfernen Sie eine, oder bestellen Sie einen größeren Tarif.',
  emptyTitle: 'Noch keine Datenbank',
  emptyText: 'Ein Shop oder ein Blog bewahrt seine Inhalte in einer Datenbank. Fügen Sie eine hinzu und tragen Sie Name, Benutzer und Passwort in die Einstellungen des Programms ein.',
  line: 'Benutzer <code>{user}</code> · {charset}',
  connect: 'Ein Programm verbinden',
  database: 'Datenbank',
  writtenFor: 'Geschrieben für',
  dialect: {
    plain: 'Einzeln',
    url: 'Als Adresse',
    php: 'PHP (PDO)',
    wordpress: 'WordPress',
    laravel: 'Laravel (.env)',
  },
  host: 'Host',
  user: 'Benutzer',
  port: 'Port',
  connection: 'Verbindung',
  new: 'Neue Datenbank',
  setPassword: 'Passwort setzen',
  becomes: 'Sie heißt dann <code>{name}</code>',
  asName: 'Leer: wie der Name. Platz für {room, number} Zeichen',
  charset: 'Zeichensatz',
  passwordWhat: 'Passwort der Datenbank',
  oldStops: 'Programme, die das alte verwenden, gehen erst wieder, wenn sie das neue kennen.',
};
export default words;
