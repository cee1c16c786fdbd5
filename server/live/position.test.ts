import { describe, expect, it } from 'vitest';
import { positionAt, push } from './position.ts';

describe('a room\'s position', () => {
  it('is read on by one reader at a time, up to all that was heard meanwhile', async () => {
    const position = positionAt(3);
    position.upTo = 5;
    const asked: number[] = [];
    const gate = Promise.withResolvers<undefined>();
    const send = async (after: number) => {
      asked.push(after);
      if (asked.length === 1) await gate.promise;
      return position.upTo;
    };
    const first = push(position, send, () => undefined);
    position.upTo = 9;
    await push(position, send, () => undefined);
    expect(asked).toEqual([3]);
    gate.resolve(undefined);
    await first;
    expect(position).toMatchObject({ at: 9, upTo: 9, busy: false });
  });
  it('keeps what could not be read for the next time, a reread included', async () => {
    const position = { ...positionAt(3), reread: true };
    await expect(push(position, async () => { throw new Error('away'); }, () => undefined)).rejects.toThrow('away');
    expect(position).toMatchObject({ at: 3, busy: false, reread: true });
    await push(position, async () => 7, () => undefined);
    expect(position).toMatchObject({ at: 7, upTo: 7, reread: false });
  });
  it('passes over what was removed, and says so once', async () => {
    const position = positionAt(3);
    position.upTo = 8;
    let skipped = 0;
    await push(position, async () => null, () => skipped++);
    expect(position).toMatchObject({ at: 8 });
    expect(skipped).toBe(1);
    position.reread = true;
    await push(position, async () => null, () => skipped++);
    expect(skipped).toBe(1);
  });
});
