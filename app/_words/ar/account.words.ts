/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/account.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'الحساب',
  looks: 'المظهر',
  theme: 'السمة',
  language: 'اللغة',
  password: 'كلمة المرور',
  opens: 'تفتح هذه الحسابات. أما قواعد البيانات وحسابات FTP الأخرى وصناديق البريد التي أنشأتها فتحتفظ بكلمات مرورها الخاصة.',
  opensMailbox: 'تفتح صندوق بريدك في بريد الويب وبرامج البريد، وملفات موقعك.',
  change: 'تغيير كلمة المرور',
  fresh: 'كلمة المرور الجديدة',
  hint: 'انسخها الآن: لن تُعرض مرة أخرى. البرامج التي تعرف القديمة تحتاج إلى الجديدة.',
  set: 'تعيين كلمة المرور هذه',
  what: 'كلمة المرور الجديدة',
  short: '8 أحرف على الأقل',
  soon: '{doing}. يستغرق ذلك بضع ثوانٍ.',
  done: '{done}.',
  failed: '{failed}. يمكن لفريقنا رؤية ذلك؛ ويمكنك أيضًا تعيينها مرة أخرى.',
  login: {
    web: 'FTP وSFTP',
    mail: 'البريد',
    dns: 'DNS',
  },
  history: 'من فعل ماذا',
  nothing: 'لا شيء بعد.',
  older: 'عرض الأقدم',
  reading: 'تجري قراءة ما تم',
  who: {
    you: 'أنت',
    provider: 'مزوّدك',
    automatic: 'تلقائيًا',
  },
  did: {
    retry: 'أُعيدت المحاولة',
    undo: 'جرى التراجع',
    discard: 'صُرف النظر',
  },
};
export default words;
