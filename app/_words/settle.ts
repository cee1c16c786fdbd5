/** Which language the page opens in, before it is painted first. */
import { type Language, languageFacts, languages } from '#server/core/language.ts';

/** Where a viewer's own choice is kept. */
export const choiceKey = 'hostwright-language';

type Known = readonly { language: Language; whmcs: string; direction: string }[];

/**
 * The viewer's choice, else the ticket's language, else the browser's. It runs as text in the page, so it may use nothing from
 * outside of itself; a frame's storage may be closed to it, and a ticket may be anything.
 */
function settle(known: Known, key: string): void {
  const find = (text: unknown) => known.find(({ language, whmcs }) => typeof text === 'string' && (text.toLowerCase() === whmcs || text.toLowerCase().split('-')[0] === language));
  const read = (source: () => unknown) => {
    try {
      return find(source());
    } catch {
      return undefined;
    }
  };
  const ticket = (): unknown => {
    const [body = ''] = (new URLSearchParams(location.hash.slice(1)).get('t') ?? '').split('.');
    return (JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/'))) as { lang?: unknown }).lang;
  };
  const one = read(() => localStorage.getItem(key)) ?? read(ticket) ?? navigator.languages.map(find).find((found) => found !== undefined) ?? known[0];
  if (one === undefined) return;
  document.documentElement.lang = one.language;
  document.documentElement.dir = one.direction;
}

const known: Known = languages.map((language) => ({ language, whmcs: languageFacts[language].whmcs, direction: languageFacts[language].direction }));

export const settleScript = `(${settle.toString()})(${JSON.stringify(known)},${JSON.stringify(choiceKey)})`;
