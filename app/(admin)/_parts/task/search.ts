import { createLoader, type inferParserType, parseAsNumberLiteral, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import type { Inputs } from '#app/_trpc/outputs.ts';
import { taskStatuses } from '#server/core/task.ts';
import { pageSizes } from '../list/sizes.ts';
import { cursorOf, trailParser } from '../list/trail.ts';

export const taskSorts = ['id', 'action', 'status', 'created', 'started', 'finished'] as const;

export const taskSearch = {
  q: parseAsString.withDefault(''),
  status: parseAsStringLiteral(taskStatuses),
  sort: parseAsStringLiteral(taskSorts).withDefault('id'),
  dir: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('desc'),
  size: parseAsNumberLiteral(pageSizes).withDefault(25),
  trail: trailParser,
};
export const loadTaskSearch = createLoader(taskSearch);

export function taskInput({ q, status, sort, dir, size, trail }: inferParserType<typeof taskSearch>, of: { serviceId?: number | undefined; nodeId?: number | undefined }): Inputs['tasks']['list'] {
  return { serviceId: of.serviceId, nodeId: of.nodeId, search: q === '' ? undefined : q, status: status ?? undefined, sort, direction: dir, size, after: cursorOf(trail.at(-1)) };
}
