import clsx from 'clsx';
import { toneText } from '#app/_ui/tone.ts';
import type { Choice, Verdict } from '#server/core/allocate.ts';
import type { Tone } from '#server/core/task.ts';
import { verdictWords } from '#server/core/why.ts';
import { roleTitles } from './roles.ts';

const tones: Record<Verdict, Tone> = { chosen: 'ok', busier: 'wait', apart: 'wait', room: 'wait', full: 'warn', draining: 'warn', maintenance: 'warn', off: 'wait' };

const loadOf = ({ placed, weight, maxAccounts }: Choice['candidates'][number]): string => `${placed.toLocaleString('en')}${maxAccounts === null ? '' : ` of ${maxAccounts.toLocaleString('en')}`} services, weight ${weight}`;

/** Per account: which nodes could have taken it, what they had to carry, and why one did. */
export function Choices({ choices }: { choices: readonly Choice[] }) {
  return (
    <div className="flex flex-col gap-4">
      {choices.map((choice) => (
        <div key={choice.roles.join()}>
          <p className="font-[540]">{choice.roles.map((role) => roleTitles[role]).join(', ')}</p>
          <ul className="mt-1 text-sm">
            {choice.candidates.map((one) => (
              <li key={one.id} className="flex flex-wrap items-baseline gap-x-3 border-t border-line py-1.5">
                <span className="min-w-20 wrap-anywhere">{one.name}</span>
                <span className="text-muted">{loadOf(one)}</span>
                <span className={clsx('ml-auto font-[540]', toneText[tones[one.verdict]])}>{verdictWords[one.verdict]}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
