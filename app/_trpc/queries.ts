import { QueryClient } from '@tanstack/react-query';

/** Nothing is fetched by a timer: what is shown is re-read when the live connection says that it changed. */
export const newQueries = () => new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, refetchOnReconnect: false, retry: 1 } } });
