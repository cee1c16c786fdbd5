/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/ftp.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  title: 'حسابات FTP',
  add: 'إضافة حساب FTP',
  search: 'البحث في حسابات FTP',
  loses: 'لن يستطيع من يستخدمه تسجيل الدخول. تبقى الملفات.',
  full: 'استُخدمت كل حسابات FTP في خطتك ({most, number}). احذف واحدًا أو اطلب خطة أكبر.',
  emptyTitle: 'لا يوجد حساب FTP إضافي',
  emptyText: 'يصل حسابك الخاص إلى كل شيء. أضف حسابًا لمن ينبغي أن يرى مجلدًا واحدًا فقط.',
  line: 'المجلد <code>{path}</code>',
  loginOf: 'اسم الدخول {login}',
  connect: 'الاتصال',
  server: 'الخادم',
  ftp: 'FTP',
  port: 'المنفذ <code>21</code> مع TLS (FTPES)',
  ownLogin: 'اسم الدخول الخاص بك',
  new: 'حساب FTP جديد',
  tooLong: 'اسم الدخول <code>{login}</code> طويل بحيث لا يتسع لشيء بعده: لا يمكن إنشاء حساب FTP آخر هنا.',
  becomes: 'اسم الدخول: <code>{login}</code> (بقي {left, plural, one {حرف واحد} two {حرفان} few {# أحرف} other {# حرفًا}})',
  folder: 'المجلد',
  folderHint: 'الموقع موجود في <code>/public_html</code>. يرى الحساب هذا المجلد وما فيه',
  passwordWhat: 'كلمة مرور FTP',
};
export default words;
