import { limitText } from '#app/_ui/limit-text.ts';
import { type LimitKey, limitKeys, limitWords, type ProductLimits } from '#server/core/limits.ts';

/** Only what differs: null is unlimited, and so the most. */
export const changedLimits = (now: ProductLimits, then: ProductLimits): readonly LimitKey[] => limitKeys.filter((key) => now[key] !== then[key]);
const isLess = (now: number | null, then: number | null): boolean => then !== null && (now === null || then < now);

export function LimitChanges({ now, then }: { now: ProductLimits; then: ProductLimits }) {
  const keys = changedLimits(now, then);
  if (keys.length === 0) return <p className="text-muted">No limit differs from what the service has now.</p>;
  return (
    <table aria-label="Limits that change" className="w-full text-sm">
      <thead>
        <tr className="border-b border-line text-left text-muted">
          <th scope="col" className="h-8 pr-2 font-normal">Limit</th>
          <th scope="col" className="h-8 px-2 text-right font-normal">Now</th>
          <th scope="col" className="h-8 pl-2 text-right font-normal">Then</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key} className="border-b border-line last:border-0">
            <th scope="row" className="h-8 pr-2 text-left font-normal">{limitWords[key].label}</th>
            <td className="px-2 text-right whitespace-nowrap text-muted">{limitText(key, now[key])}</td>
            <td className="pl-2 text-right font-[540] whitespace-nowrap">
              {limitText(key, then[key])}
              {isLess(now[key], then[key]) && <span className="ml-1.5 font-normal text-warn-text">less</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
