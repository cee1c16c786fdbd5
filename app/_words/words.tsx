'use client';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { IntlProvider, type Messages } from 'use-intl';
import type { Part } from './catalogues.ts';
import { type Language, languageFacts } from '#server/core/language.ts';
import { bookOf, say } from './said.ts';

interface Held {
  language: Language;
  part: Part<Partial<Messages>>;
  say: (english: string) => string;
}
const Context = createContext<Held>({ language: 'en', part: { messages: {}, said: {} }, say: (english) => english });

interface WordsProps {
  language: Language;
  /** The types know all messages; a page loads those of the parts that it shows. */
  part: Part<Partial<Messages>>;
  children: ReactNode;
}

/** The words of what stands below. */
export function Words({ language, part, children }: WordsProps) {
  const { tag } = languageFacts[language];
  const held = useMemo((): Held => {
    const book = bookOf(tag, part.said);
    return { language, part, say: (english) => say(book, english) };
  }, [language, tag, part]);
  return (
    // Times are written in the viewer's zone by those who write them.
    <IntlProvider locale={tag} messages={part.messages as Messages} timeZone="UTC">
      <Context value={held}>{children}</Context>
    </IntlProvider>
  );
}

/** Further words for a part of the page, beside those that it has. */
export function MoreWords({ part, children }: Omit<WordsProps, 'language'>) {
  const { language, part: own } = use(Context);
  const both = useMemo(() => ({ messages: { ...own.messages, ...part.messages }, said: { ...own.said, ...part.said } }), [own, part]);
  return <Words language={language} part={both}>{children}</Words>;
}

/** Says a sentence of the server in the viewer's language. */
export const useSaid = (): ((english: string) => string) => use(Context).say;
/** The language that is shown. */
export const useShownLanguage = (): Language => use(Context).language;
