import type { ReactNode } from 'react';

/** What a sentence has between `<code>` and `</code>`. */
export const asCode = (text: ReactNode) => <code>{text}</code>;
