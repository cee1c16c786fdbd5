import 'cronstrue/locales/ar.js';
import account from './account.words.ts';
import backups from './backups.words.ts';
import cron from './cron.words.ts';
import databases from './databases.words.ts';
import dns from './dns.words.ts';
import email from './email.words.ts';
import files from './files.words.ts';
import ftp from './ftp.words.ts';
import mailboxes from './mailboxes.words.ts';
import pointing from './pointing.words.ts';
import room from './room.words.ts';
import sentences from './sentences.words.ts';
import ssl from './ssl.words.ts';
import usage from './usage.words.ts';
import web from './web.words.ts';

export const rooms = { messages: { account, backups, cron, databases, dns, email, files, ftp, mailboxes, pointing, room, ssl, usage, web }, said: sentences };
