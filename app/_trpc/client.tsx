'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import type { AppRouter } from '#server/api/router.ts';

const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();
export { useTRPC };

/** Unbatched: a slow query must not hold a fast one back, and the server's log names each. */
const newTrpc = () => createTRPCClient<AppRouter>({ links: [httpLink({ url: '/api/trpc' })] });

/** Nothing is fetched by a timer: what is shown is re-read when the live connection says that it changed. */
const newQueries = () => new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, refetchOnReconnect: false, retry: 1 } } });

export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(newQueries);
  const [trpcClient] = useState(newTrpc);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>{children}</TRPCProvider>
    </QueryClientProvider>
  );
}
