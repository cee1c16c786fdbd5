'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import type { AppRouter } from '#server/api/router.ts';
import { newQueries } from './queries.ts';
import { sureLink } from './sure.ts';

const { TRPCProvider, useTRPC, useTRPCClient: useTrpcClient } = createTRPCContext<AppRouter>();
export { useTRPC, useTrpcClient };

/** Unbatched: a slow query must not hold a fast one back, and the server's log names each. */
const newTrpc = () => createTRPCClient<AppRouter>({ links: [sureLink, httpLink({ url: '/api/trpc' })] });

export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(newQueries);
  const [trpcClient] = useState(newTrpc);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>{children}</TRPCProvider>
    </QueryClientProvider>
  );
}
