/** What the server answered to a form or a click, in the words it used. */
import { TRPCClientError } from '@trpc/client';
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import type { AppRouter } from '#server/api/router.ts';

const isRefusal = (error: unknown): error is TRPCClientError<AppRouter> => error instanceof TRPCClientError;

export function sentenceOf(error: unknown): string {
  if (!isRefusal(error)) return 'Something went wrong on this page: reload it and try again';
  return error.data === null || error.data === undefined ? 'The server did not answer: check the connection, then try again' : error.message;
}

/** What it is about. */
export const refusedField = (error: unknown): string | null => (isRefusal(error) ? (error.data?.field ?? null) : null);

/** Puts a refusal at the field that it is about, else above the buttons. */
export function showRefusal<T extends FieldValues>(error: unknown, form: UseFormReturn<T, unknown, T>, fields: readonly FieldPath<T>[]): void {
  const named = refusedField(error);
  // A list is one field: `vanity.domains.1` stands at `vanity.domains`; and of what is sent in a list, each has the form's.
  const field = fields.find((name) => name === named || name === named?.replace(/\.\d+$/, '') || named?.endsWith(`.record.${name}`) === true);
  if (field === undefined) form.setError('root', { message: sentenceOf(error) });
  else form.setError(field, { message: sentenceOf(error) }, { shouldFocus: true });
}
