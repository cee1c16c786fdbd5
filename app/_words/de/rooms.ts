import 'cronstrue/locales/de.js';
import cron from './cron.words.ts';
import databases from './databases.words.ts';
import dns from './dns.words.ts';
import ftp from './ftp.words.ts';
import mailboxes from './mailboxes.words.ts';
import room from './room.words.ts';
import sentences from './sentences.words.ts';
import ssl from './ssl.words.ts';
import usage from './usage.words.ts';
import web from './web.words.ts';

export const rooms = { messages: { cron, databases, dns, ftp, mailboxes, room, ssl, usage, web }, said: sentences };
