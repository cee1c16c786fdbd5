/** Review: source. Whether the domain points here, record by record. */
const words = {
  title: 'Does your domain point here?',
  titleStaff: 'Does the domain point here?',
  asked: 'asked <time></time>',
  again: 'Ask again',
  asking: 'Asking the nameservers',
  records: 'Records',
  all: 'Yes: every record is right.',
  unknown: 'Not everything could be asked: its nameservers did not answer. Ask again in a moment.',
  none: 'No name is to be pointed here.',
  wrong: 'Not yet: {wrong, number} of {of, plural, one {# record} other {# records}} must be set where your domain’s DNS is managed. It can take some hours until everyone sees a change.',
  answers: 'answers {found}',
  missing: 'there is none',
  unasked: 'nobody answered',
  remove: 'Remove {found}: visitors would be sent there',
  set: 'It should be',
  nameservers: 'Nameservers, at your registrar',
  recordOf: '{type} record of {name}',
  state: {
    right: 'Right',
    elsewhere: 'Points elsewhere',
    missing: 'Missing',
    unknown: 'Could not ask',
  },
} as const;
export default words;
