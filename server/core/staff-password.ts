/** What a password of the staff must be; forms and procedures check by the same. */
import * as z from 'zod';

export const staffPassword = z.string().min(12, 'The password is shorter than 12 characters').max(200, 'The password is longer than 200 characters');
