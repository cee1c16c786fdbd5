import { describe, expect, it } from 'vitest';
import { bookOf, say } from './said.ts';

const book = bookOf('de', {
  'Folder is not valid': 'Der Ordner ist nicht gültig',
  'All {most} databases are used': '{most, plural, one {Die eine Datenbank ist benutzt} other {Alle # Datenbanken sind benutzt}}',
  '{what} is used': '{what} ist benutzt',
  '{part}. {rest}': '{part}! {rest}',
  'The folder': 'Der Ordner',
});

describe('a sentence of the server', () => {
  it.each([
    ['is found by its words', 'Folder is not valid', 'Der Ordner ist nicht gültig'],
    ['keeps what it tells of, and a number has its plural', 'All 1 databases are used', 'Die eine Datenbank ist benutzt'],
    ['is found by the template that says most', 'All 3 databases are used', 'Alle 3 Datenbanken sind benutzt'],
    ['has parts that are sentences and words themselves', 'Folder is not valid. The folder is used', 'Der Ordner ist nicht gültig! Der Ordner ist benutzt'],
    ['tells of what nobody translates', 'a<b>{x} is used', 'a<b>{x} ist benutzt'],
    ['stays English where it is not known', 'Nobody knows this one', 'Nobody knows this one'],
    ['stays as it is where it is too long to be one', `${'x'.repeat(500)} is used`, `${'x'.repeat(500)} is used`],
  ])('%s', (_, english, german) => {
    expect(say(book, english)).toBe(german);
  });
});
