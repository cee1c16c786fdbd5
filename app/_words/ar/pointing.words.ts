/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/pointing.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'هل يشير نطاقك إلى هنا؟',
  titleStaff: 'هل يشير النطاق إلى هنا؟',
  asked: 'سُئل <time></time>',
  again: 'السؤال مجددًا',
  asking: 'يجري سؤال خوادم الأسماء',
  records: 'السجلات',
  all: 'نعم: كل السجلات صحيحة.',
  unknown: 'تعذّر سؤال كل شيء: لم تُجب خوادم الأسماء. اسأل مجددًا بعد لحظة.',
  none: 'لا يلزم توجيه أي اسم إلى هنا.',
  wrong: 'ليس بعد: يجب تعيين {wrong, number} من {of, plural, one {سجل واحد} two {سجلين} few {# سجلات} many {# سجلًا} other {# سجل}} حيث يُدار DNS نطاقك. قد يستغرق الأمر بضع ساعات حتى يرى الجميع التغيير.',
  answers: 'يجيب {found}',
  missing: 'لا يوجد',
  unasked: 'لم يُجب أحد',
  remove: 'أزل {found}: سيُرسَل الزوار إلى هناك',
  set: 'ينبغي أن يكون',
  nameservers: 'خوادم الأسماء، لدى مسجّل نطاقك',
  recordOf: 'سجل {type} لـ {name}',
  state: {
    right: 'صحيح',
    elsewhere: 'يشير إلى مكان آخر',
    missing: 'مفقود',
    unknown: 'تعذّر السؤال',
  },
};
export default words;
