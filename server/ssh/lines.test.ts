import { expect, it } from 'vitest';
import { lineSplitter } from './lines.ts';

function lines(chunks: readonly Buffer[]): string[] {
  const got: string[] = [];
  const splitter = lineSplitter((line) => got.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return got;
}

it('gives the same lines however the bytes are cut', () => {
  const bytes = Buffer.from('first\r\nzweite ü\n\n💩 third\rfourth\nlast');
  const whole = lines([bytes]);
  expect(whole).toEqual(['first', 'zweite ü', '', '💩 third', 'fourth', 'last']);
  for (let at = 1; at < bytes.length; at += 1) expect(lines([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(whole);
  expect(lines([...bytes].map((byte) => Buffer.from([byte])))).toEqual(whole);
});

it('cuts a line that never ends', () => {
  const got = lines(Array.from({ length: 5 }, () => Buffer.alloc(4_096, 'x')));
  expect(got.map((line) => line.length)).toEqual([8_192, 8_192, 4_096]);
});
