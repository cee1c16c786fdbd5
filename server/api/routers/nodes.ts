/** Enrolling and keeping nodes: fingerprint first, then the probe, then what a person confirms. */
import { eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '#db/client.ts';
import { nodeDetail, nodeList } from '#db/queries/nodes.ts';
import { nodeEvents, nodes } from '#db/schema/index.ts';
import { hostname, ipv4, roles } from '#server/core/names.ts';
import { nodeStates, nodeWords } from '#server/core/node.ts';
import { type NodeFacts, Unreachable, WrongHostKey } from '#server/core/panel.ts';
import { Secret } from '#server/core/secret.ts';
import { keyRow, type Stranger } from '#server/panels/fleet.ts';
import { sudoersLine } from '#server/panels/hestia/sudoers.ts';
import { Refused } from '#server/refused.ts';
import { comeBack } from '#server/tasks/come-back.ts';
import { readNow } from '#server/tasks/readings.ts';
import { sendWakes } from '#server/tasks/wake.ts';
import type { Api } from '../context.ts';
import { rotateKey, takeKey } from '../node-key.ts';
import { may, router } from '../trpc.ts';

const PROBE_SECONDS = 30;
const host = z.string().trim().min(1, 'Address is missing').max(253).regex(/^[A-Za-z0-9.:-]+$/, 'Address is not valid');
const address = z.object({ host, port: z.coerce.number().int().min(1).max(65_535).default(22) });
const user = z.string().trim().regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'SSH user is not valid').default('root');
const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'Fingerprint is not valid');
const key = z.string().min(1, 'SSH key is missing').max(20_000).transform((value) => new Secret(value.replaceAll('\r\n', '\n')));
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((raw) => (raw === '' ? undefined : raw), schema.optional());

const slots = z.coerce.number().int().min(1, 'At least 1').max(64, 'At most 64');
const weight = z.coerce.number().int().min(1, 'At least 1').max(1000, 'At most 1000');
const maxAccounts = z.preprocess((raw) => (raw === '' ? null : raw), z.coerce.number().int().min(0, 'Not below 0').max(100_000, 'At most 100000').nullable());

const enrolment = address.extend({ user, fingerprint, privateKey: key });
const sites = z.object({
  name: z.string().trim().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'Name is not valid: small letters, digits, dots and dashes'),
  groupId: z.number().int(),
  roles: z.array(z.enum(roles)).min(1, 'At least one role'),
  ipv4,
  ipv6: optional(z.ipv6('IPv6 address is not valid')),
  hostname,
  mailHost: optional(hostname),
  webmailUrl: optional(z.url('Webmail address is not valid')),
  nameserver: optional(hostname),
  /** Without: as the settings say of new nodes. */
  slots: slots.optional(),
  weight: weight.optional(),
  maxAccounts: maxAccounts.default(null),
});
/** Without the defaults: what is not said stays as it is. */
const changes = sites.omit({ name: true, groupId: true, slots: true, weight: true, maxAccounts: true }).partial().extend({
  id: z.number().int(), state: z.enum(nodeStates).optional(), slots: slots.optional(), weight: weight.optional(), maxAccounts: maxAccounts.optional(),
});

/** Connection trouble in words that help the one who is typing an address. */
async function reached<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Unreachable || error instanceof WrongHostKey) throw new Refused('PRECONDITION_FAILED', error.message);
    if (error instanceof Error && error.name === 'TimeoutError') throw new Refused('PRECONDITION_FAILED', `The node did not answer within ${PROBE_SECONDS} s`);
    throw error;
  }
}

const stranger = (input: z.output<typeof enrolment>) => ({ host: input.host, port: input.port, user: input.user, privateKey: input.privateKey, fingerprint: input.fingerprint });

const tell = (db: Queryable, nodeId: number, text: string) => db.insert(nodeEvents).values({ nodeId, text });

/** A host key that changed since is an alarm, whoever noticed it. */
async function lookAt(api: Api, id: number, target: Stranger): Promise<NodeFacts> {
  try {
    return await api.fleet.probe(target, PROBE_SECONDS);
  } catch (error) {
    if (error instanceof WrongHostKey) await api.db.update(nodes).set({ alarm: error.message }).where(eq(nodes.id, id));
    throw error;
  }
}

async function nodeOf(api: Api, id: number) {
  const [row] = await api.db.select().from(nodes).where(eq(nodes.id, id));
  if (row === undefined) throw new Refused('NOT_FOUND', `Node #${id} is not there`);
  return row;
}

export const nodesRouter = router({
  list: may('look').query(({ ctx }) => nodeList(ctx.api.db)),
  byId: may('look').input(z.object({ id: z.number().int() })).query(async ({ ctx, input }) => {
    const found = await nodeDetail(ctx.api.db, input.id);
    if (found === null) throw new Refused('NOT_FOUND', `Node #${input.id} is not there`);
    return { ...found, now: new Date().toISOString() };
  }),
  fingerprint: may('house').input(address).mutation(async ({ ctx, input }) => ({ fingerprint: await reached(ctx.api.fleet.fingerprint(input.host, input.port)) })),
  newKey: may('house').input(z.object({ user })).mutation(({ ctx, input }) => {
    const { privateKey, publicKey } = ctx.api.fleet.newKey();
    // Handed out this once so that the form can carry it through its steps; stored only encrypted.
    return { privateKey: privateKey.reveal(), publicKey, sudoers: input.user === 'root' ? null : sudoersLine(input.user) };
  }),
  probe: may('house').input(enrolment).mutation(async ({ ctx, input }) => ({ facts: await reached(ctx.api.fleet.probe(stranger(input), PROBE_SECONDS)), usual: (await ctx.api.settings.all()).newNodes })),
  add: may('house').input(enrolment.extend(sites.shape)).mutation(async ({ ctx, input }) => {
    const { host: sshHost, port: sshPort, user: sshUser, privateKey, mailHost, webmailUrl, nameserver, ipv6, ...rest } = input;
    const facts = await reached(ctx.api.fleet.probe(stranger(input), PROBE_SECONDS));
    const usual = (await ctx.api.settings.all()).newNodes;
    const row = { ...rest, slots: rest.slots ?? usual.slots, weight: rest.weight ?? usual.weight, ipv6: ipv6 ?? null, mailHost: mailHost ?? null, webmailUrl: webmailUrl ?? null, nameserver: nameserver ?? null, sshHost, sshPort, sshUser, sshKey: ctx.api.sealer.seal(privateKey.reveal(), keyRow(input.name)), probed: facts, probedAt: new Date() };
    const [added] = await ctx.api.db.insert(nodes).values(row).onConflictDoNothing().returning({ id: nodes.id });
    if (added === undefined) throw new Refused('CONFLICT', `A node ${input.name} exists already`, 'name');
    await sendWakes(ctx.api.db, ctx.api.boss, [{ node: null, after: 0 }]);
    return { id: added.id, facts };
  }),
  update: may('house').input(changes).mutation(async ({ ctx, input: { id, ...set } }) => {
    const before = await nodeOf(ctx.api, id);
    await ctx.api.db.transaction(async (tx) => {
      await tx.update(nodes).set(set).where(eq(nodes.id, id));
      if (set.state !== undefined && set.state !== before.state) await tell(tx, id, `${nodeWords[set.state].staff}, set by ${ctx.caller.name}`);
      // What waits for capacity is looked at too.
      await sendWakes(tx, ctx.api.boss, [{ node: id, after: 0 }, { node: null, after: 0 }]);
    });
    return { ok: true };
  }),
  /** Looks at an enrolled node now; one that answers is well again. */
  check: may('care').input(z.object({ id: z.number().int() })).mutation(async ({ ctx, input }) => {
    const node = await nodeOf(ctx.api, input.id);
    const target = { host: node.sshHost, port: node.sshPort, user: node.sshUser, privateKey: ctx.api.sealer.open(node.sshKey, keyRow(node.name)), fingerprint: node.fingerprint };
    const facts = await reached(lookAt(ctx.api, node.id, target));
    await ctx.api.db.update(nodes).set({ probed: facts, probedAt: new Date() }).where(eq(nodes.id, input.id));
    await comeBack(ctx.api.db, ctx.api.boss, input.id);
    await readNow(ctx.api.engine, 'server.collectStatus', input.id, AbortSignal.timeout(PROBE_SECONDS * 1000));
    return { facts };
  }),
  /** Another SSH key, let in through the old one; or what a person has to do first. */
  rotateKey: may('house').input(z.object({ id: z.number().int() })).mutation(async ({ ctx, input }) => rotateKey(ctx.api, await nodeOf(ctx.api, input.id), ctx.caller.name)),
  /** A key that a person let in: it is proven, then used. */
  takeKey: may('house').input(z.object({ id: z.number().int(), privateKey: key })).mutation(async ({ ctx, input }) => {
    await takeKey(ctx.api, await nodeOf(ctx.api, input.id), input.privateKey, ctx.caller.name);
    return { ok: true };
  }),
  /** A changed host key, looked at and confirmed by a person. */
  repin: may('house').input(z.object({ id: z.number().int(), fingerprint })).mutation(async ({ ctx, input }) => {
    await nodeOf(ctx.api, input.id);
    await ctx.api.db.update(nodes).set({ fingerprint: input.fingerprint, alarm: null }).where(eq(nodes.id, input.id));
    await tell(ctx.api.db, input.id, `A new host key was pinned by ${ctx.caller.name}`);
    await comeBack(ctx.api.db, ctx.api.boss, input.id);
    return { ok: true };
  }),
});
