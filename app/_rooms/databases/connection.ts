/** How programs want to be told of a database. The password is the customer's to put in: nobody shows it twice. */
export const dialects = ['plain', 'url', 'php', 'wordpress', 'laravel'] as const;
export type Dialect = (typeof dialects)[number];

interface Values {
  database: string;
  user: string;
  charset: string;
}
const PASSWORD = 'YOUR-PASSWORD';

export function connectionOf(dialect: Dialect, { database, user, charset }: Values): string {
  switch (dialect) {
    case 'plain':
      return [`Host localhost`, `Database ${database}`, `User ${user}`].join('\n');
    case 'url':
      return `mysql://${user}:${PASSWORD}@localhost:3306/${database}`;
    case 'php':
      return `$db = new PDO('mysql:host=localhost;dbname=${database};charset=${charset}', '${user}', '${PASSWORD}');`;
    case 'wordpress':
      return [`define('DB_NAME', '${database}');`, `define('DB_USER', '${user}');`, `define('DB_PASSWORD', '${PASSWORD}');`, `define('DB_HOST', 'localhost');`, `define('DB_CHARSET', '${charset}');`].join('\n');
    case 'laravel':
      return ['DB_CONNECTION=mysql', 'DB_HOST=127.0.0.1', 'DB_PORT=3306', `DB_DATABASE=${database}`, `DB_USERNAME=${user}`, `DB_PASSWORD=${PASSWORD}`].join('\n');
  }
}
