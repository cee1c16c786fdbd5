/** What web, mail and DNS domains share: whose a name is, and the frame of the commands on one domain. */
import { activeOwner, badRestart, domainOf, invalid, owner, refuse } from '../answers.ts';
import { count, save, usersOf, type Answer, type EffectKind, type Step, type User, type World } from '../world.ts';

type Kind = 'web' | 'zones' | 'mail';
const NOUN = { web: 'Web domain', zones: 'DNS domain', mail: 'Mail domain' } as const;
const LOWER = { web: 'web domain', zones: 'dns domain', mail: 'mail domain' } as const;
const EFFECT = { web: 'web', zones: 'zone', mail: 'mail' } as const satisfies Record<Kind, EffectKind>;
const KINDS = ['web', 'zones', 'mail'] as const;

/**
 * A name is one user's on the whole node, whatever the kind: the first kind in which another user has it refuses. Of
 * the same user only the same kind does. A subdomain of another user's domain is refused too.
 */
export function taken(world: World, user: User, kind: Kind, domain: string): Answer | null {
  for (const other of usersOf(world, domain)) {
    for (const each of KINDS) {
      const own = other.login === user.login;
      if (Object.hasOwn(other[each], domain) && (!own || each === kind)) return refuse(4, `${NOUN[each]} ${domain} exists`);
    }
    if (kind === 'web' && Object.values(other.web).some((web) => web.aliases.includes(domain))) return refuse(4, `Web alias ${domain} exists`);
  }
  return foreign(world, user, domain);
}

function foreign(world: World, user: User, domain: string): Answer | null {
  const labels = domain.split('.');
  for (let at = 1; at < labels.length - 1; at += 1) {
    const parent = labels.slice(at).join('.');
    for (const other of usersOf(world, parent)) {
      if (other.login !== user.login && KINDS.some((each) => Object.hasOwn(other[each], parent))) {
        return refuse(4, `Unable to add ${domain}. ${parent} belongs to a different user`);
      }
    }
  }
  return null;
}

export const noSuch = (kind: Kind, domain: string): Answer => refuse(3, `${LOWER[kind]} ${domain} doesn't exist`);
export const badDomain = (argument: string): Answer => invalid('domain', argument.replaceAll('\n', ' ').replace(/^\.+/, ''));

interface Target<K extends Kind> {
  world: World;
  user: User;
  domain: string;
  item: User[K][string];
  args: readonly string[];
}

interface Frame {
  /** Also for a suspended user. */
  always?: true;
  /** Only a look: nothing is saved and counted. */
  look?: true;
  /** The argument that holds RESTART. */
  restart?: number;
}

/** `USER DOMAIN …` on a domain that must be there. The inner function may refuse, answer or return work. */
export function onDomain<K extends Kind>(kind: K, inner: (target: Target<K>) => Step, frame: Frame = {}) {
  return (world: World, args: readonly string[]): Step => {
    const user = (frame.always === true || frame.look === true ? owner : activeOwner)(world, args[0]);
    if ('exit' in user) return user;
    const wrong = frame.restart === undefined ? null : badRestart(args[frame.restart]);
    if (wrong !== null) return wrong;
    const name = frame.look === true ? (args[1] ?? '').toLowerCase() : domainOf(args[1] ?? '');
    if (name === null) return badDomain(args[1] ?? '');
    const item = Object.hasOwn(user[kind], name) ? (user[kind][name] as User[K][string]) : undefined;
    if (item === undefined) return noSuch(kind, name);
    return inner({ world, user, domain: name, item, args });
  };
}

/** Work that edits a domain: saved, and counted as changed unless it counts something itself. */
export function edit<K extends Kind>(kind: K, target: Target<K>, ms: number, apply: () => Answer, counted = true): Step {
  return {
    ms,
    apply: () => {
      const answer = apply();
      save(target.world, target.user);
      if (counted) count(target.world, 'changed', EFFECT[kind], target.domain);
      return answer;
    },
  };
}

export function removeDomain<K extends Kind>(kind: K, target: Target<K>, ms: number, after: () => Answer): Step {
  return {
    ms,
    apply: () => {
      Reflect.deleteProperty(target.user[kind], target.domain);
      save(target.world, target.user);
      count(target.world, 'deleted', EFFECT[kind], target.domain);
      return after();
    },
  };
}

/** `v-suspend-…` and `v-unsuspend-…`. */
export const suspension = (kind: Kind, ms: number, suspended: boolean, answer: (world: World, domain: string) => Answer) =>
  onDomain(kind, (target) => {
    const noun = { web: 'web', zones: 'dns', mail: 'mail' }[kind];
    if (target.item.suspended === suspended) return refuse(suspended ? 5 : 6, `${noun} ${target.domain} is ${suspended ? '' : 'not '}suspended`);
    return edit(kind, target, ms, () => {
      target.item.suspended = suspended;
      return answer(target.world, target.domain);
    });
  }, { always: true });
