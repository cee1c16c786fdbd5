/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/cron.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'المهام المجدولة',
  add: 'إضافة مهمة',
  search: 'البحث في المهام',
  loses: 'لن تعمل بعد ذلك.',
  full: 'استُخدمت كل المهام المجدولة في خطتك ({most, number}). احذف واحدة أو اطلب خطة أكبر.',
  emptyTitle: 'لا شيء مجدول',
  emptyText: 'تشغّل المهمة برنامجًا من موقعك في أوقات محددة: نشرة متجر، أو تنظيفًا ليليًا.',
  job: 'المهمة {name}',
  setTimes: 'في أوقات محددة',
  paused: 'متوقفة مؤقتًا',
  new: 'مهمة مجدولة جديدة',
  editJob: 'تعديل المهمة {name}',
  command: 'الأمر',
  commandHint: 'برنامج واحد بكلمات بسيطة كما يشغّله حسابك. ضع ما زاد على ذلك في ملف واستدعِه',
  when: 'متى',
  own: 'أوقات من اختيارك',
  times: 'الأوقات',
  part: {
    minute: 'الدقيقة',
    hour: 'الساعة',
    day: 'اليوم',
    month: 'الشهر',
    weekday: 'يوم الأسبوع',
  },
  preset: {
    minutes: 'كل خمس دقائق',
    hour: 'كل ساعة',
    night: 'كل ليلة',
    monday: 'كل يوم اثنين',
    month: 'كل شهر',
  },
  runs: 'تعمل',
  runsHint: 'متوقفة: تبقى محفوظة ولا تعمل.',
  wrong: 'هذه الأوقات غير صالحة',
  clock: '{sentence} (بتوقيت الخادم، UTC)',
  never: 'لا يحين أبدًا',
  next: 'التالي: {times}',
};
export default words;
