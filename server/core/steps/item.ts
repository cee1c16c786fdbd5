/**
 * Steps on a service's items are two: one brings an item to what is wished, whatever is there, and one removes it. What a
 * kind has to say for itself is how it is looked for, made, changed and removed.
 */
import { done, failed, type Outcome, refused } from '../outcome.ts';
import type { Answer } from '../panel.ts';
import type { Secret } from '../secret.ts';
import { itemRules } from '../items/index.ts';
import type { ItemKind, ItemSettings, Outside } from '../items/item.ts';
import type { ItemTask } from '../wish.ts';
import { inOrder, type Step, type StepContext } from './step.ts';

export type Command = () => Promise<Answer>;

export interface Handle<K extends ItemKind, F> {
  item: ItemTask & { kind: K };
  /** Staff's word for it: `Mailbox info@customer.com`. */
  title: string;
  find(): Promise<F | null>;
  add(settings: ItemSettings[K], password: Secret | null): Promise<Answer>;
  /** Null where it has none. */
  setPassword: ((password: Secret) => Promise<Answer>) | null;
  /** What makes it as wished, in an order in which nothing is lost on the way. */
  differences(wanted: ItemSettings[K], found: F): readonly Command[];
  /** How what was found would be wished. */
  settingsOf(found: F): unknown;
  remove(): Promise<Answer>;
  /** Makes sure that what is listed is served too; for what a web server has to be told. */
  serve?(): Promise<Answer>;
}

interface Found<F> {
  facts: F;
  /** It was just made, with its password. */
  fresh: boolean;
}

/** What is on the node in the place of what is known; null when it is that. */
function outsideOf<K extends ItemKind, F>(handle: Handle<K, F>, known: ItemSettings[K], found: F | null): Outside<K> | null {
  if (found === null) return { gone: true, found: null };
  if (handle.differences(known, found).length === 0) return null;
  const said = itemRules[handle.item.kind].settings.safeParse(handle.settingsOf(found));
  const settings = said.success ? (said.data as ItemSettings[K]) : null;
  return { gone: false, found: settings !== null && handle.differences(settings, found).length === 0 ? settings : null };
}

/** What is listed and not served is brought again, by a next time that does not believe the list. */
const unserved = (answer: Answer): Outcome | null => (!answer.ok && answer.refusal === 'unserved' ? refused(answer) : null);

async function changed<K extends ItemKind, F>(handle: Handle<K, F>, wanted: ItemSettings[K], { facts, fresh }: Found<F>): Promise<Outcome> {
  const { item, setPassword, title } = handle;
  const { password } = item;
  const commands = [...(password === null || setPassword === null || fresh ? [] : [() => setPassword(password)]), ...handle.differences(wanted, facts)];
  const refusal = await inOrder(...commands);
  const after = commands.length === 0 ? facts : await handle.find();
  if (refusal === null && after !== null && handle.differences(wanted, after).length === 0) return done(fresh || commands.length > 0, { item: { known: wanted, passwordVersion: item.passwordVersion } });
  return refusal ?? failed(`${title} is not as wished after it was changed`, 'The next attempt looks again and changes what differs.', { retry: true });
}

/** One that is gone is made again where its password is known; one that was made by somebody else is left alone. */
async function brought<K extends ItemKind, F>(handle: Handle<K, F>, { doubt }: StepContext): Promise<Outcome> {
  const { item, title } = handle;
  const wanted = item.settings as ItemSettings[K] | null;
  if (wanted === null) return done(false);
  const found = await handle.find();
  const notServed = found !== null && doubt && handle.serve !== undefined ? unserved(await handle.serve()) : null;
  if (notServed !== null) return notServed;
  const known = item.known as ItemSettings[K] | null;
  const outside = found === null || known === null || doubt ? null : outsideOf(handle, known, found);
  // Somebody's hand that nobody was told of is not overwritten: they may both be meant.
  if (outside !== null) return failed(`${title} was changed on the node meanwhile`, 'Look at it in its room: keep what is on the node, or set it back.', { retry: false, customer: 'It was changed on the server meanwhile', outside });
  if (found !== null && (doubt || item.known !== null)) return changed(handle, wanted, { facts: found, fresh: false });
  if (found !== null) return failed(`${title} exists on the node and was not made here`, 'Remove it there, or choose another name.', { retry: false, customer: 'There is one of this name on the server already, which was not made here' });
  if (item.password === null && handle.setPassword !== null) {
    return failed(`${title} is not on the node, and the password that it had is not known`, 'Set a new password: it is made again with it.', { retry: false, customer: 'It is not on the server any more: set a new password, and it is made again' });
  }
  const answer = await handle.add(wanted, item.password);
  const late = unserved(answer);
  if (late !== null) return late;
  const after = await handle.find();
  if (after !== null) return changed(handle, wanted, { facts: after, fresh: answer.ok });
  return answer.ok ? failed(`${title} is not listed after it was added`, 'The next attempt looks again and adds it.', { retry: true }) : refused(answer);
}

interface Removable {
  item: ItemTask;
  title: string;
  find(): Promise<unknown>;
  remove(): Promise<Answer>;
  /** Where a web server must hear of it; answers whether it has. */
  serve?(): Promise<Answer>;
}

export async function removed(handle: Removable, { doubt }: Pick<StepContext, 'doubt'>): Promise<Outcome> {
  const { item, title } = handle;
  if (item.settings !== null) return done(false);
  const gone = { item: { known: null, passwordVersion: item.passwordVersion } };
  if ((await handle.find()) === null) return (doubt && handle.serve !== undefined ? unserved(await handle.serve()) : null) ?? done(false, gone);
  const answer = await handle.remove();
  const late = unserved(answer);
  if (late !== null) return late;
  if ((await handle.find()) === null) return done(true, gone);
  return answer.ok ? failed(`${title} is still listed after it was removed`, 'The next attempt removes it again.', { retry: true }) : refused(answer);
}

interface ItemSteps {
  bring: Step;
  remove: Step;
  /** Only looks: what is there in the place of what is known. */
  see(context: StepContext): Promise<Outside | null>;
}

export const itemSteps = <K extends ItemKind, F>(handleOf: (context: StepContext) => Handle<K, F>): ItemSteps => ({
  bring: async (context) => brought(handleOf(context), context),
  remove: async (context) => removed(handleOf(context), context),
  see: async (context) => {
    const handle = handleOf(context);
    return handle.item.known === null ? null : outsideOf(handle, handle.item.known as ItemSettings[K], await handle.find());
  },
});
