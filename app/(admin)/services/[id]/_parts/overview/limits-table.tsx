'use client';
import { limitText } from '#app/_ui/limit-text.ts';
import { type LimitKey, limitKeysOf, limitWords } from '#server/core/limits.ts';
import { useService } from '../service-context.tsx';

/** Where a limit comes from: an option that was ordered on top, else the product as it was then. */
function Source({ of, mine, usual, optioned }: { of: LimitKey; mine: number | null; usual: number | null; optioned: boolean }) {
  if (optioned) return <><span className="font-[540] text-text">Option</span> · product {limitText(of, usual)}</>;
  return mine === usual ? 'Product' : <><span className="font-[540] text-text">Product, when ordered</span> · now {limitText(of, usual)}</>;
}

/** Each limit with where it comes from. */
export function LimitsTable() {
  const { detail } = useService();
  const keys = limitKeysOf(detail.roles, detail.guest);
  return (
    <table aria-label="Limits" className="w-full text-sm">
      <thead>
        <tr className="border-y border-line text-left text-muted">
          <th scope="col" className="h-9 pl-5 font-normal">Limit</th>
          <th scope="col" className="h-9 px-2.5 text-right font-normal">This service</th>
          <th scope="col" className="h-9 pr-5 pl-4 font-normal">From</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => {
          const [mine, usual] = [detail.limits[key], detail.productLimits[key]];
          return (
            <tr key={key} className="border-b border-line last:border-0">
              <th scope="row" className="h-9 pl-5 text-left font-normal">{limitWords[key].label}</th>
              <td className="px-2.5 text-right whitespace-nowrap">{limitText(key, mine)}</td>
              <td className="ps-4 pe-5 text-muted"><Source of={key} mine={mine} usual={usual} optioned={detail.optioned.includes(key)} /></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
