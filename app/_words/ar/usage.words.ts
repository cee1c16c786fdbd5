/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/usage.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'ما تستخدمه',
  asOf: 'حتى <time></time>',
  sync: 'احتساب الآن',
  notYet: 'لم يُحتسب بعد: يُحتسب كل ساعة، أو الآن إن شئت.',
  failed: 'تعذّر احتساب كل شيء: حاول لاحقًا',
  near: 'قريب من الحد',
  over: 'تجاوز الحد',
  of: '{used} من {limit}',
  unlimited: '{used}، غير محدود',
  disk: 'مساحة كل الحسابات',
  since: 'كل يوم منذ {day}',
};
export default words;
