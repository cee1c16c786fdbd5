/** Review: machine-translated, not yet read by a native speaker. */
import type english from '../en/home.words.ts';
import type { Same } from '../same.ts';

const words: Same<typeof english> = {
  ready: 'استضافتك جاهزة.',
  took: 'استغرق ذلك {time}.',
  domain: 'نطاقك',
  name: 'اسمك',
  logins: 'بيانات الدخول',
  plan: 'الخطة',
  since: 'منذ {day}',
  website: 'الموقع',
  email: 'البريد',
  certificate: 'الشهادة',
  isReady: 'جاهز',
  none: 'لا يوجد',
  notInPlan: 'ليس ضمن خطتك',
  someName: 'name@{domain}',
  nameservers: 'خوادم الأسماء',
  address: 'العنوان (سجل A)',
  emailAddress: 'عنوان البريد',
  role: {
    web: 'FTP وSFTP',
    mail: 'البريد',
    dns: 'DNS',
  },
  on: 'على',
  loginOf: 'بيانات دخول {role}',
  webmail: 'بريد الويب',
  open: 'فتح',
  first: 'ما يجب فعله أولًا',
  point: 'وجّه نطاقك إلى هنا',
  pointText: 'أدخل لدى مسجّل نطاقك خوادم الأسماء أدناه. قد يستغرق الأمر يومًا حتى يراه الجميع.',
  upload: 'ارفع موقعك',
  uploadText: 'اتصل عبر SFTP ببيانات الدخول أدناه وضع ملفاتك في <code>web/{domain}/public_html</code>.',
  read: 'اقرأ بريدك',
  readText: 'افتح بريد الويب من القائمة أدناه، أو أضف عنوانك إلى برنامج بريد.',
  leave: 'اترك الشهادة لنا',
  leaveName: 'تُصدر تلقائيًا. وحتى ذلك الحين قد يُظهر المتصفح تحذيرًا.',
  leaveDomain: 'تُصدر تلقائيًا حين يشير نطاقك إلى هنا. وحتى ذلك الحين قد يُظهر المتصفح تحذيرًا.',
};
export default words;
