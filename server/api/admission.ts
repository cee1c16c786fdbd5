/** Who may open a live connection: a frame by its token, staff by the cookie from our own pages. */
import { callingStaff, mustEnrol, noRequest, type Api } from './context.ts';
import { embedOf } from '#server/auth/embed.ts';
import { may } from '#server/core/staff-roles.ts';
import type { Visitor } from '#server/live/visitor.ts';

/** Our public address, or whatever address the page itself was reached by: no other site's page can make up the Host. */
const isOwn = (origin: string, host: string | null, publicUrl: string): boolean => origin === new URL(publicUrl).origin || (host !== null && URL.parse(origin)?.host === host);

export const admission = (api: Api) => async (handshake: { token: string | null; cookie: string | null; origin: string | null; host: string | null }): Promise<Visitor | null> => {
  // The embed's own origin is ours too: whoever frames it, the page inside comes from here.
  if (handshake.origin !== null && !isOwn(handshake.origin, handshake.host, api.publicUrl)) return null;
  if (handshake.token !== null) {
    const { token } = handshake;
    const caller = await embedOf(api.db, token);
    return caller === null ? null : { kind: 'embed', serviceId: caller.serviceId, holds: async () => (await embedOf(api.db, token)) !== null };
  }
  const context = { api, setCookie: () => undefined, request: { ...noRequest, cookie: handshake.cookie } };
  const holds = async (): Promise<boolean> => {
    const caller = await callingStaff(context);
    return caller !== null && may(caller.role, 'look') && !(await mustEnrol(api, caller));
  };
  return (await holds()) ? { kind: 'staff', serviceId: null, holds } : null;
};
