/** A live look at the end of a website's log. Nothing is written, and nothing of it is kept. */
import { and, eq } from 'drizzle-orm';
import { nodes, placements, services } from '#db/schema/index.ts';
import { domain, login } from '#server/core/names.ts';
import { Unreachable, Unreadable, WrongHostKey } from '#server/core/panel.ts';
import { shownLine, type SiteLogName } from '#server/core/site-log.ts';
import { lookingOnly } from '#server/core/verify.ts';
import { Refused } from '#server/refused.ts';
import type { Engine } from './engine.ts';

const LOOK_MS = 8000;
const AWAY = 'The server does not answer just now: its log can be read when it does';

/** Each as it may be shown. Throws `Refused`: there is no website, or its node does not answer. */
export async function readSiteLog(engine: Engine, serviceId: number, log: SiteLogName, lines: number): Promise<readonly string[]> {
  const [found] = await engine.db.select({ domain: services.domain, activatedAt: services.activatedAt, login: placements.login, node: nodes }).from(services)
    .innerJoin(placements, and(eq(placements.serviceId, services.id), eq(placements.generation, services.generation), eq(placements.role, 'web'))).innerJoin(nodes, eq(nodes.id, placements.nodeId)).where(eq(services.id, serviceId));
  if (found === undefined) throw new Refused('NOT_FOUND', 'This service has no website');
  const { node } = found;
  if (found.activatedAt === null) throw new Refused('CONFLICT', 'The website is being set up: it has a log when that is done');
  if (node.circuitUntil !== null && node.circuitUntil > new Date()) throw new Refused('CONFLICT', AWAY);
  const signal = AbortSignal.timeout(LOOK_MS);
  try {
    const read = await lookingOnly(engine.panelOf(node, { write: () => undefined, signal, look: true })).webDomains.log(login.parse(found.login), domain.parse(found.domain), log, lines);
    if (read === null) throw new Refused('NOT_FOUND', 'The website is not on its server');
    return read.map(shownLine);
  } catch (error) {
    if (signal.aborted || error instanceof Unreachable || error instanceof WrongHostKey) throw new Refused('CONFLICT', AWAY);
    if (error instanceof Unreadable) throw new Refused('CONFLICT', 'The log could not be read: its lines are too long, or the server did not understand');
    throw error;
  }
}
