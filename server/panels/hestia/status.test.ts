import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unreadable } from '#server/core/panel.ts';
import { recorded } from './recorded.test-data.ts';
import { isBefore, readClock, readDisk, readMemory, readStatus } from './status.ts';
import { readUsage } from './user.ts';

const answered = (stdout: string, code = 0) => ({ code, stdout, stderr: '', ms: 1 });
const DF = 'Filesystem     1024-blocks     Used Available Capacity Mounted on\n/dev/vda1         82043328 23068672  54761472      30% /\n';

describe('a node\'s status', () => {
  it('has its version, its load and its servers, and says when a mended hole is in it', () => {
    const status = readStatus(recorded['sys-info'], recorded['sys-services']);
    expect(status).toMatchObject({ version: '1.10.3', vulnerable: true, load: 0.55 });
    expect(status.services).toContainEqual({ name: 'bind9', running: true });
    expect(readStatus(answered(recorded['sys-info'].stdout.replace('1.10.3', '1.10.5')), answered('', 11))).toMatchObject({ vulnerable: false, services: [] });
  });
  it('compares versions by their numbers', () => {
    expect([isBefore('1.9.4', '1.10.5'), isBefore('1.10.5', '1.10.5'), isBefore('1.10.10', '1.10.5'), isBefore('1.11', '1.10.5'), isBefore('1.10', '1.10.5'), isBefore('alpha', '1.10.5')]).toEqual([true, false, false, false, true, true]);
  });
  it('has the disk that is free to accounts, and the memory that could be had', () => {
    expect(readDisk(answered(DF))).toEqual({ usedMb: 26642, totalMb: 80120 });
    expect(readMemory(answered('MemTotal:        8140652 kB\nMemFree: 611216 kB\nMemAvailable:    5218444 kB\n'))).toEqual({ usedMb: 2854, totalMb: 7950 });
    expect([readDisk(answered(DF, 1)), readDisk(answered('')), readMemory(answered('MemTotal: 1 kB')), readMemory(answered('', 1))]).toEqual([null, null, null, null]);
  });
  it('has a clock', () => {
    expect(readClock(answered('1795516000123\n'))).toBe(1795516000123);
    expect(() => readClock(answered('Tue Nov 24\n'))).toThrow(Unreadable);
  });
});

describe('usage', () => {
  it('of all users is one answer, without their keys', () => {
    const usage = readUsage(recorded['usr-list-all2']);
    expect(usage.map((one) => one.login)).toEqual(['admin', 'alpha', 'tinyu', 'pfu']);
    expect(usage[1]?.figures).toEqual({ diskMb: 17, mailDiskMb: 16, bandwidthMb: 0, webDomains: 7, databases: 20, mailDomains: 4, mailAccounts: 17, dnsDomains: 4, dnsRecords: 87, cronJobs: 7, backups: 0 });
    expect(JSON.stringify(usage)).not.toMatch(/RKEY|CONTACT/);
  });
  it('leaves out half-made users, reads through a backslash in a name, and takes a counter below nothing for nothing', () => {
    const text = recorded['usr-list-all2'].stdout;
    expect(readUsage(answered(text.replace('"alpha":{"NAME":"","PACKAGE":"default"', '"alpha":{"NAME":"","PACKAGE":""'))).map((one) => one.login)).toEqual(['admin', 'tinyu', 'pfu']);
    expect(readUsage(answered(text.replace('"NAME":"System Administrator"', '"NAME":"O\\Brien"')))).toHaveLength(4);
    expect(readUsage(answered(text.replace('"U_DATABASES":"20"', '"U_DATABASES":"-3"')))[1]?.figures.databases).toBe(0);
    expect(readUsage(answered('{\n}\n'))).toEqual([]);
  });
});

describe('any output whatever', () => {
  const text = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...Object.values(recorded)).chain(({ stdout }) => fc.tuple(fc.nat(stdout.length), fc.string({ maxLength: 5 })).map(([cut, put]) => stdout.slice(0, cut) + put + stdout.slice(cut + put.length))));
  it('is read, or unreadable; never anything else', () => {
    fc.assert(fc.property(text, fc.constantFrom(0, 3, 11), (stdout, code) => {
      const exit = answered(stdout, code);
      const fault = (read: () => unknown): unknown => { try { read(); return null; } catch (error) { return error; } };
      const faults = [() => readUsage(exit), () => readStatus(exit, exit), () => readClock(exit)].map(fault);
      expect(faults.filter((error) => error !== null && !(error instanceof Unreadable))).toEqual([]);
      const rooms = [readDisk(exit), readMemory(exit)].filter((room) => room !== null);
      expect(rooms.every((room) => room.usedMb >= 0 && room.usedMb <= room.totalMb)).toBe(true);
    }), { numRuns: 500 });
  });
});
