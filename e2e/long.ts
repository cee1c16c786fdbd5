/** The exhaustive runs: `npm run test:long`. */
export const long = process.env.HOSTWRIGHT_LONG === '1';
export const times = (normal: number, inLong: number): number => (long ? inLong : normal);
