import { headers } from 'next/headers';
import type { Caller } from '#server/api/router.ts';
import { context } from '#server/context.ts';

/** For server components: calls with the rights of the request that is being rendered. Throws UNAUTHORIZED when signed out. */
export async function serverCaller(): Promise<Caller> {
  return context().caller(await headers());
}
