import { createTRPCClient, httpLink } from '@trpc/client';
import type { AppRouter } from '#server/api/router.ts';

/** The frame's own client: the bearer token lives in this page's memory only. */
export const embedClient = (token: () => string | null) =>
  createTRPCClient<AppRouter>({
    links: [httpLink({ url: '/api/trpc', headers: () => { const held = token(); return held === null ? {} : { authorization: `Bearer ${held}` }; } })],
  });
