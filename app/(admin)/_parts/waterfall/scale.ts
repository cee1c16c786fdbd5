/** The axis of a waterfall. Long stretches in which nothing happened are folded, so that seconds stay seconds beside an hour's pause. */
import { stopwatch } from '#app/_ui/time.ts';

interface Span {
  from: number;
  to: number;
}
interface Piece extends Span {
  /** Where it begins on the axis and how long it is there, in milliseconds of the axis. */
  at: number;
  length: number;
  folded: boolean;
}
export interface Scale {
  /** 0 to 100. */
  at: (time: number) => number;
  ticks: readonly { at: number; label: string }[];
  folds: readonly { at: number; width: number; ms: number }[];
}

const FOLD_FROM_MS = 30_000;
/** A fold's width, of what is not folded. */
const FOLD_SHARE = 0.07;
const MOST_TICKS = 7;
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400].map((seconds) => seconds * 1000);

function merged(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else out.push({ ...span });
  }
  return out;
}

function piecesOf(busy: readonly Span[], start: number, end: number): readonly Piece[] {
  const spans = merged(busy);
  const active = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const pieces: Piece[] = [];
  let at = 0;
  const push = (from: number, to: number) => {
    if (to <= from) return;
    const idle = !spans.some((span) => span.from <= from && span.to >= to);
    const folded = idle && to - from > Math.max(FOLD_FROM_MS, active / 2);
    const length = folded ? Math.max(active, 1000) * FOLD_SHARE : to - from;
    pieces.push({ from, to, at, length, folded });
    at += length;
  };
  let cursor = start;
  for (const { from, to } of spans) {
    push(cursor, from);
    push(Math.max(from, cursor), to);
    cursor = Math.max(cursor, to);
  }
  push(cursor, end);
  return pieces;
}

const label = (ms: number, step: number): string => {
  if (ms === 0) return '0 s';
  return ms < 60_000 || step < 1000 ? String(Math.round(ms / 1000)) : stopwatch(ms);
};

/** `busy` is what must be seen in its true length. The end is rounded up, so that a live bar grows into free room. */
export function scaleOf(busy: readonly Span[], start: number, until: number): Scale {
  const rough = piecesOf(busy, start, Math.max(until, start + 1000));
  const open = rough.filter((piece) => !piece.folded).reduce((sum, piece) => sum + piece.length, 0);
  const step = steps.find((one) => open / one <= MOST_TICKS) ?? 86_400_000;
  const room = step / 2 - (open % (step / 2));
  const pieces = piecesOf(busy, start, Math.max(until, start + 1000) + room);
  const last = pieces.at(-1);
  const total = last === undefined ? 1 : last.at + last.length;
  const at = (time: number): number => {
    const piece = pieces.find((one) => time <= one.to) ?? last;
    if (piece === undefined) return 0;
    const share = Math.min(1, Math.max(0, (time - piece.from) / (piece.to - piece.from)));
    return ((piece.at + share * piece.length) / total) * 100;
  };
  const ticks = pieces.filter((piece) => !piece.folded).flatMap((piece) => {
    const first = Math.ceil((piece.from - start) / step);
    const count = Math.max(0, Math.floor((piece.to - start) / step) - first + 1);
    return Array.from({ length: count }, (_, index) => ({ at: at(start + (first + index) * step), label: label((first + index) * step, step) }));
  });
  const folds = pieces.filter((piece) => piece.folded).map((piece) => ({ at: (piece.at / total) * 100, width: (piece.length / total) * 100, ms: piece.to - piece.from }));
  return { at, ticks: ticks.filter((tick, index) => tick.at < 97 && tick.at - (ticks[index - 1]?.at ?? -100) > 4), folds };
}
