/** An FTP account that sees one folder of a service's website. */
import { z } from 'zod';
import { nameSuffix } from '../names.ts';
import type { ItemRules } from './item.ts';

/** Below the website's own folder; no step up, nothing that a shell or the panel's list could read in another way. */
const path = z.string({ error: 'Folder is not a text' }).trim().max(200, 'Folder is longer than 200 characters').transform((text) => (text === '' || text === '/' ? '' : `/${text.replace(/^\/+|\/+$/g, '')}`))
  .refine((text) => text === '' || /^(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63})+$/.test(text), 'Folder is not valid: letters, digits, dots, dashes and underscores, with / between');

export const ftpSettings = z.object({ path });
export type FtpSettings = z.infer<typeof ftpSettings>;

/** The panel's own limit, prefix included. */
export const FTP_MOST = 30;

export const ftp: ItemRules<'ftp'> = {
  role: 'web',
  limit: 'web_ftp_accounts',
  noun: 'FTP account',
  name: nameSuffix,
  settings: ftpSettings,
  password: true,
  actions: { add: 'web.addFtp', change: 'web.changeFtp', remove: 'web.removeFtp' },
  title: (name, { login }) => `${login}_${name}`,
  fault: (name, _settings, { login }) => (`${login}_${name}`.length > FTP_MOST ? { message: `The name has room for ${Math.max(0, FTP_MOST - login.length - 1)} characters`, field: 'name' } : null),
};
