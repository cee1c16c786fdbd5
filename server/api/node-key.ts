/** A node's SSH key is changed only for one that has opened the node: made, let in through the old one, proven, then switched. */
import { and, eq } from 'drizzle-orm';
import { nodeEvents, nodes } from '#db/schema/index.ts';
import { Unreachable, WrongHostKey } from '#server/core/panel.ts';
import type { Secret } from '#server/core/secret.ts';
import { keyRow, type Stranger } from '#server/panels/fleet.ts';
import { Refused } from '#server/refused.ts';
import type { Api } from './context.ts';

type Doors = Pick<Api, 'db' | 'sealer' | 'fleet'>;

const SECONDS = 30;
type NodeRow = typeof nodes.$inferSelect;

const through = (node: NodeRow, privateKey: Secret): Stranger => ({ host: node.sshHost, port: node.sshPort, user: node.sshUser, privateKey, fingerprint: node.fingerprint });
const ownKey = (api: Doors, node: NodeRow): Secret => api.sealer.open(node.sshKey, keyRow(node.name));

/** Why the node could not be reached, in one sentence; anything else is thrown on. */
function why(error: unknown): string {
  if (error instanceof Unreachable || error instanceof WrongHostKey) return error.message;
  if (error instanceof Error && error.name === 'TimeoutError') return `It did not answer within ${SECONDS} s`;
  throw error;
}

/** Writes the key that was proven, when the node's is still the one that it replaces. */
async function switchTo(api: Doors, node: NodeRow, privateKey: Secret, by: string): Promise<void> {
  const written = await api.db.update(nodes).set({ sshKey: api.sealer.seal(privateKey.reveal(), keyRow(node.name)), keyAt: new Date() }).where(and(eq(nodes.id, node.id), eq(nodes.sshKey, node.sshKey))).returning({ id: nodes.id });
  if (written.length === 0) throw new Refused('CONFLICT', 'The key of this node was changed by somebody else meanwhile: look again');
  const old = api.fleet.publicKeyOf(ownKey(api, node));
  const left = old === null ? 'it can not be read' : await api.fleet.shutOut(through(node, privateKey), old, SECONDS).catch(why);
  await api.db.insert(nodeEvents).values({ nodeId: node.id, text: `A new SSH key, set by ${by}${left === null ? '; the old one opens it no more' : `. The old one may open it still, take it out of authorized_keys: ${left}`}` });
}

async function proven(api: Doors, node: NodeRow, privateKey: Secret): Promise<void> {
  const trouble = await api.fleet.probe(through(node, privateKey), SECONDS).then(() => null, why);
  if (trouble !== null) throw new Refused('PRECONDITION_FAILED', `The new key does not open ${node.name} yet, and the old one stays: ${trouble}`);
}

/** `paste`: the SSH user can't let the key in by itself, and a person has to. The private key is handed out for that, as at enrolment. */
export type Rotation = { is: 'done' } | { is: 'paste'; because: string; publicKey: string; privateKey: string };

export async function rotateKey(api: Doors, node: NodeRow, by: string): Promise<Rotation> {
  const { privateKey, publicKey } = api.fleet.newKey();
  const refused = await api.fleet.letIn(through(node, ownKey(api, node)), publicKey, SECONDS).catch((error: unknown) => {
    throw new Refused('PRECONDITION_FAILED', `${node.name} could not be reached with its key, and nothing was changed: ${why(error)}`);
  });
  const opens = refused ?? (await api.fleet.probe(through(node, privateKey), SECONDS).then(() => null, why));
  if (opens !== null) return { is: 'paste', because: opens, publicKey, privateKey: privateKey.reveal() };
  await switchTo(api, node, privateKey, by);
  return { is: 'done' };
}

/** A key that a person has let in. Throws `Refused` when it does not open the node, whose key then stays. */
export async function takeKey(api: Doors, node: NodeRow, privateKey: Secret, by: string): Promise<void> {
  if (api.fleet.publicKeyOf(privateKey) === null) throw new Refused('BAD_REQUEST', 'The private key can not be read: OpenSSH’s form, without a passphrase', 'privateKey');
  await proven(api, node, privateKey);
  await switchTo(api, node, privateKey, by);
}
