import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { serverCaller } from '#app/_trpc/server.ts';

type Caller = Awaited<ReturnType<typeof serverCaller>>;

/** By its code, not by its class: the server and Next's bundle each have a copy of tRPC. */
const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);

/** What is wanted first, where the house wants a second factor of everybody. */
const mustEnrol = (error: unknown): boolean => error instanceof Error && error.cause instanceof Error && 'field' in error.cause && error.cause.field === 'enrol';

/** Reads for a page. Whoever is signed out goes to the login; what is not there is a 404. */
export async function asStaff<T>(read: (caller: Caller) => Promise<T>): Promise<T> {
  try {
    return await read(await serverCaller());
  } catch (error) {
    if (codeOf(error) === 'UNAUTHORIZED') redirect(`/login?next=${encodeURIComponent((await headers()).get('x-hostwright-path') ?? '/services')}`);
    if (mustEnrol(error)) redirect('/enrol');
    if (codeOf(error) === 'NOT_FOUND') notFound();
    throw error;
  }
}
