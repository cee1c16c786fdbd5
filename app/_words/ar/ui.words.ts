/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/ui.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  language: 'اللغة',
  theme: 'المظهر',
  light: 'فاتح',
  dark: 'داكن',
  system: 'مثل النظام',
  copy: 'نسخ',
  copied: 'تم النسخ',
  byHand: 'حدّده يدويًا',
  live: 'مباشر',
  reconnecting: 'تجري إعادة الاتصال',
  offline: 'غير متصل',
  optional: '(اختياري)',
  keepAsItIs: 'إبقاؤه كما هو',
  typeToGoOn: 'اكتب {name} للمتابعة',
  tryAgain: 'إعادة المحاولة',
  reference: 'الرقم المرجعي',
  close: 'إغلاق',
  dismiss: 'إخفاء',
  now: 'الآن',
  secondsAgo: 'قبل {count, number} ث',
  weak: 'ضعيفة',
  fair: 'متوسطة',
  strong: 'قوية',
  makeOne: 'إنشاء واحدة',
  makeAnother: 'إنشاء أخرى',
  unlimited: 'غير محدود',
  fewReadings: 'تبدأ الصورة مع القراءة الثانية.',
};
export default words;
