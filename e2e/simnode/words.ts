/** The part of a POSIX shell that our own exec strings use: words, quotes, backslashes. Nothing is expanded. */

/** Throws on what a shell would take for more than words (an open quote, an operator): nothing of ours sends that. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let at = 0;
  while (at < line.length) {
    const char = line.charAt(at);
    if (char === ' ' || char === '\t' || char === '\n') {
      if (word !== null) words.push(word);
      word = null;
      at += 1;
      continue;
    }
    const [part, next] = piece(line, at, char);
    word = (word ?? '') + part;
    at = next;
  }
  if (word !== null) words.push(word);
  return words;
}

function piece(line: string, at: number, char: string): [part: string, next: number] {
  if (char === "'") {
    const end = line.indexOf("'", at + 1);
    if (end < 0) throw new SyntaxError('unexpected EOF while looking for matching `\'\'');
    return [line.slice(at + 1, end), end + 1];
  }
  if (char === '"') return doubleQuoted(line, at + 1);
  if (char === '\\') {
    if (at + 1 >= line.length) return ['\\', at + 1];
    const escaped = line.charAt(at + 1);
    return [escaped === '\n' ? '' : escaped, at + 2];
  }
  if (';|&<>()'.includes(char)) throw new SyntaxError(`syntax error near unexpected token \`${char}'`);
  return [char, at + 1];
}

function doubleQuoted(line: string, from: number): [part: string, next: number] {
  let part = '';
  for (let at = from; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '"') return [part, at + 1];
    if (char === '\\' && '$`"\\\n'.includes(line.charAt(at + 1))) {
      at += 1;
      if (line.charAt(at) !== '\n') part += line.charAt(at);
    } else part += char;
  }
  throw new SyntaxError('unexpected EOF while looking for matching `"\'');
}
