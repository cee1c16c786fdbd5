/** Review: source. What is used of what there may be. */
const words = {
  title: 'What you use',
  asOf: 'as of <time></time>',
  sync: 'Sync now',
  notYet: 'Not counted yet: it is counted every hour, or now if you like.',
  failed: 'Not everything could be counted: try again later',
  near: 'Near its limit',
  over: 'Over its limit',
  of: '{used} of {limit}',
  unlimited: '{used}, unlimited',
  history: {
    diskMb: 'Disk space of all accounts',
    bandwidthMb: 'Traffic of the month so far',
    mailAccounts: 'Mailboxes',
    databases: 'Databases',
  },
  since: 'Each day since {day}',
} as const;
export default words;
