import { StringDecoder } from 'node:string_decoder';

/** A longer line is cut into pieces of this many characters: a log line is a row, and a row has a bound. */
const LONGEST = 8_192;

/**
 * Cuts chunks of bytes into lines, without their ends. A character split over two chunks stays whole; `\r` alone (a
 * progress bar) ends a line too. `end()` gives out what has no line end.
 */
export function lineSplitter(onLine: (line: string) => void): { push(chunk: Buffer): void; end(): void } {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const give = (text: string, last: boolean) => {
    rest += text;
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = last ? '' : (lines.pop() ?? '');
    for (const line of lines) if (!last || line !== '') for (const piece of pieces(line)) onLine(piece);
    while (rest.length > LONGEST) {
      onLine(rest.slice(0, LONGEST));
      rest = rest.slice(LONGEST);
    }
  };
  return { push: (chunk) => give(decoder.write(chunk), false), end: () => give(decoder.end(), true) };
}

function pieces(line: string): readonly string[] {
  if (line.length <= LONGEST) return [line.replace(/\r$/, '')];
  return Array.from({ length: Math.ceil(line.length / LONGEST) }, (_, at) => line.slice(at * LONGEST, (at + 1) * LONGEST));
}
