'use client';
import { ErrorNote } from '#app/_ui/error-note.tsx';

/** `digest` is how the server's log names the same failure. */
export default function AdminError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <ErrorNote title="This page could not be read" reference={error.digest} onRetry={reset}>Nothing was changed. Try again; if it stays so, look for the reference in the server's log.</ErrorNote>;
}
