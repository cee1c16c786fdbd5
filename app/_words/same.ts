/** A catalogue with the same keys as the English one: one that is missing, misspelt or left over does not compile. */
export type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };
