import { Chip } from '#app/_ui/chip.tsx';
import type { Choice } from '#server/core/allocate.ts';
import type { Tone } from '#server/core/task.ts';
import { verdictWords } from '#server/core/why.ts';
import { roleTitles } from './roles.ts';

const tones: Record<Choice['candidates'][number]['verdict'], Tone> = { chosen: 'ok', busier: 'wait', apart: 'wait', room: 'wait', full: 'warn', draining: 'warn', maintenance: 'warn', off: 'wait' };

const loadOf = ({ placed, weight, maxAccounts }: Choice['candidates'][number]): string => `${placed}${maxAccounts === null ? '' : ` of ${maxAccounts}`} · weight ${weight}`;

/** Per account: which nodes could have taken it, what they had to carry, and why one did. */
export function Choices({ choices }: { choices: readonly Choice[] }) {
  return (
    <div className="flex flex-col gap-4">
      {choices.map((choice) => (
        <table key={choice.roles.join()} className="w-full text-sm">
          <caption className="pb-1 text-left font-[540]">{choice.roles.map((role) => roleTitles[role]).join(', ')}</caption>
          <thead className="sr-only"><tr><th scope="col">Node</th><th scope="col">Services</th><th scope="col">Why</th></tr></thead>
          <tbody>
            {choice.candidates.map((one) => (
              <tr key={one.id} className="border-t border-line">
                <th scope="row" className="h-8 pr-4 text-left font-normal wrap-anywhere">{one.name}</th>
                <td className="h-8 pr-4 whitespace-nowrap text-muted">{loadOf(one)}</td>
                <td className="h-8 py-1"><Chip tone={tones[one.verdict]}>{verdictWords[one.verdict]}</Chip></td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}
