/** Review: source. The account as a whole: its password, how the page looks, who did what. */
const words = {
  title: 'Account',
  looks: 'How it looks',
  theme: 'Theme',
  language: 'Language',
  password: 'Password',
  opens: 'It opens these logins. Databases, further FTP accounts and mailboxes that you made keep passwords of their own.',
  opensMailbox: 'It opens your mailbox, in webmail and in mail programs, and your website’s files.',
  change: 'Change password',
  fresh: 'New password',
  hint: 'Copy it now: it is not shown again. Programs that know the old one need the new one.',
  set: 'Set this password',
  what: 'new password',
  short: 'At least 8 characters',
  soon: '{doing}. This takes a few seconds.',
  done: '{done}.',
  failed: '{failed}. Our staff can see it; you can also set it once more.',
  login: {
    web: 'FTP and SFTP',
    mail: 'Email',
    dns: 'DNS',
  },
  history: 'Who did what',
  nothing: 'Nothing yet.',
  older: 'Show older ones',
  reading: 'Reading what was done',
  who: {
    you: 'You',
    provider: 'Your provider',
    automatic: 'By itself',
  },
  did: {
    retry: 'Tried again',
    undo: 'Taken back',
    discard: 'Set aside',
  },
} as const;
export default words;
