/** How an operation is signed, and what of that its customer reads: nobody of the provider's by name. */
import * as z from 'zod';

export const CUSTOMER = 'Customer';
/** What begins by itself. */
const automatic = ['Hostwright', 'Auto-SSL'] as const;

const isTaken = (name: string): boolean => [CUSTOMER, ...automatic].some((one) => one.toLowerCase() === name.toLowerCase());
/** The name of a person or a WHMCS: they sign with it, and with nobody else's. */
export const signing = (most: number) => z.string().trim().min(1, 'Name is missing').max(most).refine((name) => !isTaken(name), 'This name signs what happens by itself, or what a customer does: choose another');

/** `admin`: who did it in the customer's place, null for the customer. */
export const signedAs = (admin: string | null): string => (admin === null ? CUSTOMER : `${admin}, in the customer’s place`);

export type Signer = 'you' | 'provider' | 'automatic';
export const signerOf = (openedBy: string): Signer => (openedBy === CUSTOMER ? 'you' : (automatic as readonly string[]).includes(openedBy) ? 'automatic' : 'provider');
