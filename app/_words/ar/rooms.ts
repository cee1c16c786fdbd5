import cron from './cron.words.ts';
import databases from './databases.words.ts';
import ftp from './ftp.words.ts';
import room from './room.words.ts';
import ssl from './ssl.words.ts';
import usage from './usage.words.ts';

export const rooms = { messages: { cron, databases, ftp, room, ssl, usage }, said: {} };
