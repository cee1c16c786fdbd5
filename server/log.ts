/** Structured log on stdout. Values of type Secret print as dots; headers and keys are cut out by path as well. */
import { pino, type Logger } from 'pino';

export type Log = Logger;

export function makeLog(level: string, name: string): Log {
  return pino({ level, name, base: { pid: process.pid }, redact: { paths: ['*.password', '*.token', '*.key', 'authorization', '*.authorization', '*.cookie'], censor: '••••••' } });
}
