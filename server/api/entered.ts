/** What a page gets when its visit begins: the token, and the first view, in one answer. */
import { viewOf } from '#db/queries/view.ts';
import type { EmbedSession } from '#server/auth/embed.ts';
import { viewFor } from '#server/core/audience.ts';
import { Refused } from '#server/refused.ts';
import { homeOf } from '#server/tasks/home.ts';
import type { Api } from './context.ts';

export async function entered({ db }: Api, session: EmbedSession) {
  const view = await viewOf(db, session.serviceId, homeOf);
  if (view === null) throw new Refused('NOT_FOUND', 'This service is not known here');
  const { token, theme, language, admin, parentOrigin } = session;
  return { token, expiresAt: session.expiresAt.toISOString(), now: new Date().toISOString(), theme, language, admin, parentOrigin, view: viewFor('customer', view) };
}
