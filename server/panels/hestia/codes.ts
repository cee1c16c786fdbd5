/** What HestiaCP's exit codes mean, in any panel's words, and what a person can do about it. */
import type { Answer, Refusal } from '#server/core/panel.ts';
import { LOCK_BUSY, type Exit } from '#server/ssh/wire.ts';

interface Meaning {
  refusal: Refusal;
  /** A sentence without its full stop, to which the panel's own words are added. */
  says: string;
  hint: string;
}

const KILLED: Meaning = {
  refusal: 'broken',
  says: 'The command was ended by its deadline',
  hint: 'It may have left something half-made: look at the object, rebuild it, or delete and add it.',
};
const NO_LOCK: Meaning = {
  refusal: 'broken',
  says: 'The node could not open a lock file',
  hint: 'Remove /run/lock/hostwright-*.lock on the node: another SSH user made them.',
};
const UNKNOWN: Meaning = { refusal: 'broken', says: 'HestiaCP failed in a way it does not explain', hint: 'Read the log of this attempt, then run the command on the node by hand.' };
const BUSY: Meaning = { refusal: 'busy', says: 'The node is busy', hint: 'Nothing to do: it is tried again.' };
const FULL: Meaning = { refusal: 'disk', says: 'The disk is full', hint: 'Free space on the node, then try again.' };

const MEANINGS: Readonly<Record<number, Meaning>> = {
  1: { refusal: 'invalid', says: 'HestiaCP refused the arguments', hint: 'Check the values of the service and the version of HestiaCP.' },
  2: { refusal: 'invalid', says: 'HestiaCP does not accept a value', hint: 'Correct the value named in the message, then try again.' },
  3: { refusal: 'missing', says: 'What the command acts on is not there', hint: 'Run the steps before this one again, or look whether it was removed by hand.' },
  4: { refusal: 'exists', says: 'It exists already', hint: 'If it is not ours, choose another name or remove it. If HestiaCP does not list it, an interrupted command left it: remove the leftovers as root.' },
  5: { refusal: 'suspended', says: 'It is suspended', hint: 'Unsuspend it on the node, then try again.' },
  6: { refusal: 'invalid', says: 'It is not suspended', hint: 'Nothing to do.' },
  7: { refusal: 'forbidden', says: 'It is in use', hint: 'Remove what uses it first.' },
  8: { refusal: 'limit', says: 'The limit of the package is reached', hint: 'Raise the limit in the product, or remove something from the account.' },
  9: { refusal: 'forbidden', says: 'The password is wrong', hint: 'Set it again.' },
  10: { refusal: 'forbidden', says: 'HestiaCP forbids it', hint: 'Look at the policy settings of the node.' },
  11: { refusal: 'forbidden', says: 'The node does not have this part of HestiaCP switched on', hint: 'Install it on the node, or give the node another role.' },
  12: { refusal: 'broken', says: 'HestiaCP could not read its own data', hint: 'Rebuild the account on the node.' },
  13: FULL,
  14: { ...BUSY, says: 'The load of the node is too high' },
  15: { refusal: 'down', says: 'A service on the node does not answer', hint: 'Start it (database, certificate authority), then try again.' },
  16: { refusal: 'down', says: 'The FTP server failed', hint: 'Look at the FTP server of the node.' },
  17: { refusal: 'down', says: 'The database server failed', hint: 'Look at the database server of the node.' },
  20: {
    refusal: 'unserved',
    says: 'The change is stored, but a server of the node did not take it',
    hint: 'One broken file of any account stops the web server for all: run nginx -t on the node, repair what it names, then v-restart-web.',
  },
  66: NO_LOCK,
  73: NO_LOCK,
  [LOCK_BUSY]: { ...BUSY, says: 'Another command was working on the same account or files for too long' },
  124: KILLED,
  126: { refusal: 'broken', says: 'The node could not run the command', hint: 'Check the rights of /usr/local/hestia/bin and of the SSH user.' },
  127: { refusal: 'broken', says: 'The node does not know the command', hint: 'Check that HestiaCP is installed and as new as 1.9.' },
  137: KILLED,
  143: KILLED,
};

/** Found in the output of a command that failed, whatever its code. */
const TEXTS: readonly (readonly [RegExp, Meaning])[] = [
  [/could not get lock|unable to (acquire|lock).{0,40}(dpkg|apt|lists|administration)|dpkg.{0,20}(lock|interrupted)|another process is using the packaging/i, { ...BUSY, says: 'The package manager of the node is at work' }],
  [/no space left on device|disk quota exceeded/i, FULL],
  [/sudo: .*(password is required|not allowed|may not run|no tty)/i, { refusal: 'forbidden', says: 'The SSH user may not run this command by sudo', hint: 'Install the sudoers line that the node page shows.' }],
];

/** The panel prints its errors on stdout, and noise on stderr even at success. */
const MOST_WORDS = 300;

function wordsOf(exit: Exit): string {
  const line = /^(?:Error: |Usage: )?\s*(\S.*)$/m;
  const found = /^Error: (.+)$/m.exec(exit.stdout) ?? line.exec(exit.stdout) ?? line.exec(exit.stderr);
  const words = (found?.[1] ?? '').trim();
  // Cut between words: half of a secret would pass the redaction that comes later.
  return words.length <= MOST_WORDS ? words : words.slice(0, MOST_WORDS).replace(/\S*$/, '…');
}

/** Some commands swallow the exit code of a reload that failed, and only say so. */
const SWALLOWED = /^Error: \S+ restart failed$/m;
const RESTART = 20;

/** Only the exit code tells success: HestiaCP prints "Error:" lines with exit 0, too. */
export function answerOf(exit: Exit): Answer {
  if (exit.code === 0) return SWALLOWED.test(exit.stdout) ? answerOf({ ...exit, code: RESTART }) : { ok: true };
  const text = TEXTS.find(([pattern]) => pattern.test(exit.stdout) || pattern.test(exit.stderr));
  const { refusal, says, hint } = text?.[1] ?? MEANINGS[exit.code] ?? UNKNOWN;
  const words = wordsOf(exit);
  return { ok: false, refusal, message: words === '' ? `${says}.` : `${says}: ${words}`, hint, code: exit.code };
}

/** A refusal that is known before anything is sent. */
export const invalid = (message: string, hint = 'Correct the value, then try again.'): Answer => ({ ok: false, refusal: 'invalid', message, hint, code: 2 });
