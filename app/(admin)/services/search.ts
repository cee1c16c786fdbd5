import { createLoader, type inferParserType, parseAsBoolean, parseAsNumberLiteral, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import type { Inputs } from '#app/_trpc/outputs.ts';
import { serviceStates } from '#server/core/operation.ts';
import { pageSizes } from '../_parts/list/sizes.ts';
import { trailParser } from '../_parts/list/trail.ts';

/** The list's whole state stands in the address; what cannot be read falls back. */
export const serviceSearch = {
  q: parseAsString.withDefault(''),
  state: parseAsStringLiteral(serviceStates),
  drifted: parseAsBoolean.withDefault(false),
  size: parseAsNumberLiteral(pageSizes).withDefault(50),
  trail: trailParser,
};
export const loadServiceSearch = createLoader(serviceSearch);

export function serviceInput({ q, state, drifted, size, trail }: inferParserType<typeof serviceSearch>): Inputs['services']['list'] {
  const after = Number(trail.at(-1));
  return { search: q === '' ? undefined : q, state: state ?? undefined, ...(drifted && { drifted }), size, after: Number.isSafeInteger(after) && after > 0 ? after : undefined };
}
