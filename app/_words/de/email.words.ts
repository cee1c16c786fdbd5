/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/email.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'E-Mail',
  address: 'Ihre Adresse',
  size: 'Es fasst',
  open: 'Webmail öffnen',
  what: 'E-Mail-Adresse',
};
export default words;
