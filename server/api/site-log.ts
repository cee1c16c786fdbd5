/** Who may read which website's log, asked at each read: a right that was taken away ends what is followed. */
import type { SiteLogName, SiteLogRead } from '#server/core/site-log.ts';
import { Refused } from '#server/refused.ts';
import type { Visitor } from '#server/live/visitor.ts';
import { readSiteLog } from '#server/tasks/site-log.ts';
import type { Api } from './context.ts';
import { mayIn } from './routers/room-rights.ts';

export const siteLogOf = (api: Api) => async ({ kind }: Pick<Visitor, 'kind'>, serviceId: number, log: SiteLogName, lines: number): Promise<SiteLogRead> => {
  try {
    if (kind === 'embed') await mayIn(api, serviceId, 'web', 'look');
    return { ok: true, lines: await readSiteLog(api.engine, serviceId, log, lines) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, sentence: error.message };
    throw error;
  }
};
