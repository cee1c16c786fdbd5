/** An FTP account that sees one folder of a service's website. */
import * as z from 'zod';
import { folder, nameSuffix } from '../names.ts';
import type { ItemRules } from './item.ts';

export const ftpSettings = z.object({
  /** Below the website's own folder. */
  path: folder,
});
export type FtpSettings = z.infer<typeof ftpSettings>;

/** The panel's own limit, prefix included. */
export const FTP_MOST = 30;

export const ftp: ItemRules<'ftp'> = {
  role: 'web',
  onSite: true,
  limit: 'web_ftp_accounts',
  noun: 'FTP account',
  name: nameSuffix,
  settings: ftpSettings,
  password: true,
  actions: { add: 'web.addFtp', change: 'web.changeFtp', remove: 'web.removeFtp' },
  title: (name, { login }) => `${login}_${name}`,
  fault: (name, _settings, { login }) => (`${login}_${name}`.length > FTP_MOST ? { message: `The name has room for ${Math.max(0, FTP_MOST - login.length - 1)} characters`, field: 'name' } : null),
};
