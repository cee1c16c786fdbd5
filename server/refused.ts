/** Bad input or a wrong moment, in one sentence that an admin may read. Never a bug: those are plain errors. */
export type RefusalCode = 'BAD_REQUEST' | 'CONFLICT' | 'NOT_FOUND' | 'FORBIDDEN' | 'PRECONDITION_FAILED' | 'TOO_MANY_REQUESTS' | 'UNAUTHORIZED';

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: RefusalCode;
  readonly field: string | undefined;
  constructor(code: RefusalCode, message: string, field?: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}
