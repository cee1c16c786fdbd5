/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/backups.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  set: {
    web: {
      title: 'Sicherungen der Website',
      empty: 'Eine Sicherung enthält die Dateien Ihrer Website und ihre Datenbanken, wie sie in diesem Moment sind. Machen Sie eine, bevor Sie viel ändern.',
    },
    mail: {
      title: 'Sicherungen der E-Mail',
      empty: 'Eine Sicherung enthält alle Ihre Postfächer mit der E-Mail darin, wie sie in diesem Moment sind.',
    },
    all: {
      title: 'Sicherungen',
      empty: 'Eine Sicherung enthält die Dateien Ihrer Website, ihre Datenbanken und alle Ihre Postfächer, wie sie in diesem Moment sind. Machen Sie eine, bevor Sie viel ändern.',
    },
  },
  add: 'Sicherung machen',
  none: 'Noch keine Sicherung',
  full: '{most, plural, =0 {Ihr Tarif hat keine Sicherungen hiervon. Bestellen Sie einen größeren Tarif.} one {Der eine Platz für Sicherungen ist belegt. Entfernen Sie die Sicherung, oder bestellen Sie einen größeren Tarif.} other {Alle # Plätze für Sicherungen sind belegt. Entfernen Sie eine, oder bestellen Sie einen größeren Tarif.}}',
  loses: 'Sie wird vom Server gelöscht, und nichts lässt sich mehr aus ihr wiederherstellen. Laden Sie sie vorher herunter, wenn Sie sie noch brauchen könnten.',
  one: 'Sicherung {name}',
  making: 'Sie entsteht aus dem, was jetzt da ist. Das dauert eine Weile; Sie können inzwischen weitermachen.',
  elsewhere: 'liegt auf einem anderen Server',
  from: {
    person: 'von Hand gemacht',
    schedule: 'nach Zeitplan gemacht',
    server: 'vom Server gemacht',
  },
  holds: {
    site: 'Website',
    databases: '{count, plural, one {# Datenbank} other {# Datenbanken}}',
    mail: 'E-Mail',
    nothing: 'leer',
  },
  part: {
    site: 'Website',
    database: 'Datenbank',
    mailbox: 'Postfach',
  },
  restore: {
    action: 'Wiederherstellen',
    label: 'Aus Sicherung {name} wiederherstellen',
    reading: 'Nachgesehen wird, was darin ist und was jetzt da ist',
    choose: 'Was soll zurückkommen?',
    all: 'Alles, was darin ist',
    confirm: 'Geben Sie zur Bestätigung <name>{domain}</name> ein',
    silent: 'Der Server hat nicht gesagt, was jetzt da ist. Was Sie wählen, wird trotzdem überschrieben.',
    mailUnread: 'Die Postfächer darin ließen sich nicht auflisten.',
    nothing: 'Es ist nichts darin, das sich wiederherstellen lässt.',
    stays: 'Geplante Aufträge, FTP-Konten, DNS-Einträge, Passwörter der Postfächer und Einstellungen der Website bleiben, wie sie jetzt sind.',
    site: 'Alle Dateien in public_html werden gelöscht, und die der Sicherung treten an ihre Stelle.',
    database: 'Tabellen, die in der Sicherung sind, werden überschrieben; seither angelegte bleiben.',
    databaseGone: 'Sie wurde seither entfernt: Sie kommt zurück, mit ihrem Benutzer und dem Passwort von damals.',
    mailbox: 'Die E-Mail der Sicherung kommt zu der hinzu, die da ist; nichts wird gelöscht. Seither verschobene E-Mail kann doppelt da sein.',
    mailboxGone: 'Nicht mehr da: Fügen Sie das Postfach wieder hinzu und stellen Sie dann seine E-Mail wieder her.',
    size: 'Jetzt sind es {size}.',
    busy: 'Wird wiederhergestellt',
    done: 'Wiederhergestellt.',
    again: 'Erneut wiederherstellen',
    hide: 'Ausblenden',
  },
  plan: {
    title: 'Sicherungen nach Zeitplan',
    edit: 'Zeitplan ändern',
    save: 'Zeitplan speichern',
    every: 'Wie oft',
    rhythm: {
      off: 'Nie',
      daily: 'Jeden Tag',
      weekly: 'Jede Woche',
    },
    day: 'Am',
    hour: 'Innerhalb von drei Stunden ab',
    keep: 'Wie viele behalten werden',
    keepHint: 'Wenn eine neue gemacht wird, geht die älteste, die der Zeitplan gemacht hat. Von Hand gemachte Sicherungen entfernt er nie.',
    off: 'Von selbst werden keine gemacht.',
    daily: 'Jeden Tag, {hour}.',
    weekly: 'Jede Woche, {day}, {hour}.',
    kept: '{keep, plural, one {Die neueste wird} other {Die neuesten # werden}} behalten.',
    next: 'Nächste: <time></time>',
  },
  download: {
    action: 'Herunterladen',
    label: 'Sicherung {name} herunterladen',
    ready: 'Ihr Download ist bereit.',
    link: 'Die Datei herunterladen',
    what: 'Link',
    holds: 'Der Link gilt 15 Minuten und kann dort weitermachen, wo er abgebrochen ist.',
  },
};
export default words;
