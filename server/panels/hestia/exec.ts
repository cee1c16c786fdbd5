/** How the nouns run their commands: rules from the table, locks in order, answers and JSON made sense of. */
import { domainToASCII, domainToUnicode } from 'node:url';
import * as z from 'zod';
import type { Take } from '#server/core/backup-panel.ts';
import { type Answer, Unreachable, Unreadable } from '#server/core/panel.ts';
import type { Domain } from '#server/core/names.ts';
import type { Secret } from '#server/core/secret.ts';
import type { Command, Exit, Folder } from '#server/ssh/wire.ts';
import { answerOf } from './codes.ts';
import { pathOf, rules, type ChangeName, type ReadName } from './commands.ts';

export interface Shell {
  /** Runs a command that changes the node. `account` = whose lock it takes first, null = no account's. */
  change(name: ChangeName, account: string | null, args: readonly string[], input?: Secret | string | Folder): Promise<Answer>;
  /** The same, for one whose answer is in what it prints. */
  tell(name: ChangeName, account: string | null, args: readonly string[]): Promise<Exit>;
  /** Runs a list command. */
  read(name: ReadName, args: readonly string[]): Promise<Exit>;
  /** Runs a command that is not the panel's, and not by sudo. Throws `Unreadable` when the node does not have it. */
  plain(command: Command, take?: Take): Promise<Exit>;
  /** The SSH user is root itself, who may do more than the panel's commands. */
  root: boolean;
}

/** Runs a command on the node; with `take` what it prints goes there and is not kept. */
export type Run = (command: Command, take?: Take) => Promise<Exit>;

export function shellOver(run: Run, options: { sudo?: boolean }): Shell {
  const sudo = options.sudo === true;
  const change = (name: ChangeName, account: string | null, args: readonly string[], more: Pick<Command, 'folder' | 'input'> = {}): Promise<Exit> => {
    const { deadline, shared, talkative } = rules[name];
    const locks = account === null ? shared : [lockOf(account), ...shared];
    return run({ words: [pathOf(name), ...args], changes: true, locks, deadline, sudo, talkative: talkative === true, ...more });
  };
  return {
    root: !sudo,
    change: async (name, account, args, input) => answerOf(await change(name, account, args, Array.isArray(input) ? { folder: input as Folder } : input === undefined ? {} : { input: input as Secret | string })),
    tell: change,
    read: (name, args) => run({ words: [pathOf(name), ...args], changes: false, locks: [], deadline: rules[name].deadline, private: rules[name].private, sudo }),
    plain: async (command, take) => {
      const exit = await run(command, take);
      if (exit.code === NOT_RUN || exit.code === NOT_FOUND) throw new Unreadable(`The node can't run ${command.words[0] ?? ''}`);
      return exit;
    },
  };
}

/** A lock's name becomes a file's. */
export function lockOf(account: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(account)) throw new Error('An account to lock has a name that is not a login');
  return `user-${account}`;
}

const MISSING = 3;
const NOT_RUN = 126;
const NOT_FOUND = 127;

/** HestiaCP pastes values into its JSON unescaped: one backslash in a person's name, and the answer is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(text.replace(/\\(?!["\\/bfnrtu])/g, '\\\\'));
  }
}

/** What a list command prints; null when what it asks for is not there. Throws as `jsonOf` does. */
export function textOf(command: string, exit: Exit): string | null {
  if (exit.code === MISSING) return null;
  const answer = exit.code === 0 ? ({ ok: true } as const) : answerOf(exit);
  if (!answer.ok && answer.refusal === 'busy') throw new Unreachable(answer.message, false);
  if (!answer.ok) throw new Unreadable(`${command} answered with exit code ${exit.code}. ${answer.message}`);
  return exit.stdout;
}

/**
 * The JSON of a list command, checked; null when what it asks for is not there. Throws `Unreadable`, or `Unreachable`
 * when the node is too busy to tell: a look that was turned away says nothing.
 */
export function jsonOf<T>(command: string, exit: Exit, schema: z.ZodType<T>): T | null {
  const text = textOf(command, exit);
  if (text === null) return null;
  try {
    return schema.parse(parsed(text));
  } catch (error) {
    // Only where it went wrong, never the answer itself: the list of a user holds secrets.
    const where = error instanceof z.ZodError ? error.issues.map((issue) => issue.path.join('.')).join(', ') : 'not JSON';
    throw new Unreadable(`${command} answered something unknown: ${where}`);
  }
}

/** The one object of an answer keyed by name: an answer about another one (an empty name means the admin) is none. */
export function oneOf<T>(command: string, exit: Exit, key: string, schema: z.ZodType<T>): T | null {
  const all = jsonOf(command, exit, z.record(z.string(), z.unknown()));
  if (all === null) return null;
  if (!Object.hasOwn(all, key)) throw new Unreadable(`${command} does not speak of ${key}`);
  return jsonOf(command, { ...exit, stdout: JSON.stringify(all[key]) }, schema);
}

export const yes = z.string().transform((value) => value === 'yes');
export const count = z.string().transform((value) => Number.parseInt(value, 10) || 0);

/** HestiaCP stores a domain in Unicode, and its list and delete commands know only that form. */
export const nodeName = (domain: Domain | string): string => domainToUnicode(domain);
/** The wire form of a name that the node gave; names that IDN does not cover (`_dmarc`, `*`) stay. */
export const wireName = (name: string): string =>
  /^[\x20-\x7e]*$/.test(name) ? name.toLowerCase() : name.split('.').map((label) => domainToASCII(label) || label).join('.');
