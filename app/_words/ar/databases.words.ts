/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/databases.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'قواعد البيانات',
  add: 'إضافة قاعدة بيانات',
  search: 'البحث في قواعد البيانات',
  loses: 'يُحذف كل ما هو مخزّن فيها، ويُحذف مستخدمها معها.',
  full: 'استُخدمت كل قواعد البيانات في خطتك ({most, number}). احذف واحدة أو اطلب خطة أكبر.',
  emptyTitle: 'لا توجد قاعدة بيانات بعد',
  emptyText: 'يحفظ المتجر أو المدوّنة محتواه في قاعدة بيانات. أضف واحدة ثم ضع اسمها ومستخدمها وكلمة مرورها في إعدادات البرنامج.',
  line: 'المستخدم <code>{user}</code> · {charset}',
  connect: 'توصيل برنامج',
  database: 'قاعدة البيانات',
  writtenFor: 'مكتوب لـ',
  dialect: {
    plain: 'كلٌّ على حدة',
    url: 'كعنوان',
    php: 'PHP (PDO)',
    wordpress: 'WordPress',
    laravel: 'Laravel (.env)',
  },
  host: 'المضيف',
  user: 'المستخدم',
  port: 'المنفذ',
  connection: 'الاتصال',
  new: 'قاعدة بيانات جديدة',
  setPassword: 'تعيين كلمة المرور',
  becomes: 'يصبح <code>{name}</code>',
  asName: 'فارغ: مثل الاسم. يتسع لـ {room, plural, one {حرف واحد} two {حرفين} few {# أحرف} other {# حرفًا}}',
  charset: 'ترميز الأحرف',
  passwordWhat: 'كلمة مرور قاعدة البيانات',
  oldStops: 'البرامج التي تستخدم القديمة تتوقف إلى أن تعرف الجديدة.',
};
export default words;
