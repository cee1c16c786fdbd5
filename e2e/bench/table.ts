/** The figures as a table for people. */
import type { Figure } from './figure.ts';

const number = (value: number): string => (Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : String(value));

function cells(figure: Figure): string[] {
  const { name, value, unit, goal, pass, range, floor, load } = figure;
  return [
    name, `${number(value)} ${unit}`, `${number(range[0])} – ${number(range[1])}`, goal === null ? '' : `${goal} ${unit}`, pass === null ? '' : pass ? 'met' : 'MISSED',
    floor === undefined ? '' : `${number(floor.value)} ${floor.unit} (${floor.what})`, `${load.average[0]} → ${load.average[1]}, idle ${load.idle} %, steal ${load.steal} %`,
  ];
}

export function table(figures: readonly Figure[]): string {
  const head = ['figure', 'value', 'range over runs', 'goal', '', 'floor in the same run', 'load'];
  const rows = [head, ...figures.map(cells)];
  const widths = head.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ').trimEnd());
  const notes = figures.filter(({ note }) => note !== undefined).map(({ name, note }) => `  ${name}: ${note}`);
  const missed = figures.filter(({ pass }) => pass === false).map(({ name }) => name);
  const sum = missed.length === 0 ? 'Every goal is met.' : `${missed.length} of ${figures.filter(({ pass }) => pass !== null).length} goals are missed: ${missed.join(', ')}.`;
  return `\n${lines.join('\n')}\n\n${notes.join('\n')}\n\n${figures[0]?.load.cores ?? 0} cores. ${sum}\n`;
}
