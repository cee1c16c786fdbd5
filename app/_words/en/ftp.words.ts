/** Review: source. FTP accounts. */
const words = {
  title: 'FTP accounts',
  add: 'Add FTP account',
  search: 'Search FTP accounts',
  loses: 'Whoever uses it can not sign in any more. The files stay.',
  full: 'All {most, number} FTP accounts of your plan are used. Remove one, or order a larger plan.',
  emptyTitle: 'No further FTP account',
  emptyText: 'Your own login reaches everything. Add an account for somebody who should see one folder only.',
  line: 'Folder <code>{path}</code>',
  loginOf: 'login {login}',
  connect: 'Connect',
  server: 'Server',
  ftp: 'FTP',
  port: 'Port <code>21</code>, with TLS (FTPES)',
  ownLogin: 'Your own login',
  new: 'New FTP account',
  tooLong: 'The login <code>{login}</code> is so long that nothing fits behind it: no further FTP account can be made here.',
  becomes: 'Login: <code>{login}</code> ({left, plural, one {# character} other {# characters}} left)',
  folder: 'Folder',
  folderHint: 'The website is in <code>/public_html</code>. The account sees this folder and what is in it',
  passwordWhat: 'FTP password',
} as const;
export default words;
