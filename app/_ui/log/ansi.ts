/** A log line as coloured pieces of text. Colours are all that is taken from a node's output: no piece is ever markup. */
import Anser from 'anser';

export interface Piece {
  text: string;
  color: string | null;
  background: string | null;
  bold: boolean;
  dim: boolean;
  underline: boolean;
}

// Everything a terminal would obey but colours: cursor moves, titles, links, bells.
// oxlint-disable-next-line no-control-regex
const controls = /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b\[[0-9;:?<=>]*[ -/]*[@-ln-~]|\u001b[PX^_][^\u001b]*\u001b\\|\u001b[ -/]*[0-Z\\^-~]|[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f]/g;

const rgb = (triple: string | null): string | null => (triple === null || triple === undefined ? null : `rgb(${triple})`);

export function piecesOf(line: string): readonly Piece[] {
  const clean = line.replace(controls, '').replaceAll('\r', '');
  if (!clean.includes('\u001b')) return [{ text: clean, color: null, background: null, bold: false, dim: false, underline: false }];
  return Anser.ansiToJson(clean, { json: true, remove_empty: true }).map(({ content, fg, bg, decorations }) => ({
    text: content.replaceAll('\u001b', ''), color: rgb(fg), background: rgb(bg),
    bold: decorations.includes('bold'), dim: decorations.includes('dim'), underline: decorations.includes('underline'),
  }));
}

export const plain = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join('');

export interface MarkedPiece extends Piece {
  marked: boolean;
}

/** Cuts the pieces where `query` is found, whatever the case; a hit may go over several pieces. */
export function marked(pieces: readonly Piece[], query: string): readonly MarkedPiece[] {
  if (query === '') return pieces.map((piece) => ({ ...piece, marked: false }));
  const ranges = hits(plain(pieces), query);
  const out: MarkedPiece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const end = at + piece.text.length;
    const cuts = [at, ...ranges.flatMap(([from, to]) => [from, to]).filter((cut) => cut > at && cut < end), end];
    for (const [index, from] of cuts.slice(0, -1).entries()) {
      const to = cuts[index + 1] ?? end;
      out.push({ ...piece, text: piece.text.slice(from - at, to - at), marked: ranges.some((range) => range[0] <= from && range[1] >= to) });
    }
    at = end;
  }
  return out;
}

function hits(text: string, query: string): readonly (readonly [number, number])[] {
  const [hay, needle] = [text.toLowerCase(), query.toLowerCase()];
  const found: (readonly [number, number])[] = [];
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, at + needle.length)) found.push([at, at + needle.length]);
  return found;
}
