'use client';
import { limitText } from '#app/_ui/limit-text.ts';
import { limitKeysOf, limitWords } from '#server/core/limits.ts';
import { useService } from '../service-context.tsx';

/** Each limit with where it comes from: the product, or an option that was ordered on top. */
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
              <td className="pr-5 pl-4 text-muted">{mine === usual ? 'Product' : <><span className="font-[540] text-text">Option</span> · product {limitText(key, usual)}</>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
