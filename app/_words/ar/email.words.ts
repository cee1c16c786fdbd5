/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/email.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'البريد الإلكتروني',
  address: 'عنوانك',
  size: 'سعته',
  open: 'فتح بريد الويب',
  what: 'عنوان البريد',
};
export default words;
