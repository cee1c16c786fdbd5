/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/room.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  count: '{used, number} من {limit, number}',
  edit: 'تعديل',
  editOne: 'تعديل {title}',
  remove: 'حذف',
  removeOne: 'حذف {title}',
  removeQuestion: 'حذف {title}؟',
  keep: 'إبقاء',
  undo: 'تراجع',
  undoIn: 'تراجع ({seconds, number})',
  didNotWork: 'تعذّر ذلك.',
  stopped: 'أُوقف',
  nothingElse: 'لم يتأثر شيء آخر.',
  tryAgain: 'إعادة المحاولة',
  setAside: 'صرف النظر',
  cancel: 'إلغاء',
  save: 'حفظ',
  reading: 'تجري قراءة القائمة',
  name: 'الاسم',
  password: 'كلمة المرور',
  newPassword: 'كلمة مرور جديدة',
  copyNow: 'انسخها الآن: لن تُعرض مرة أخرى.',
  emptyStays: 'فارغ: تبقى كما هي.',
  below: 'أدناه ما هو سارٍ الآن؛ ويحتفظ النموذج بما كتبته.',
  outsideLabel: 'تغيّر {title} من خارج اللوحة',
  outside: 'تغيّر من خارج اللوحة.',
  outsideGone: 'لم يعد على الخادم.',
  outsideOdd: 'هو على الخادم معيَّن على ما لا يمكن تعيينه هنا.',
  outsideIs: 'هو الآن على الخادم: <line></line>',
  outsideRemove: 'حذفه هنا أيضًا',
  outsideKeep: 'إبقاء ما على الخادم',
  outsideMake: 'إنشاؤه مجددًا',
  outsideBack: 'إعادته كما كان',
};
export default words;
