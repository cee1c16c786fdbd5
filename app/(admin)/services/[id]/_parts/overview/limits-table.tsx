'use client';
import { Pencil } from 'lucide-react';
import { IconButton } from '#app/_ui/icon-button.tsx';
import { limitText } from '#app/_ui/limit-text.ts';
import { TimeAgo } from '#app/_ui/times.tsx';
import { type LimitKey, limitWords, type Overrides, type ProductLimits } from '#server/core/limits.ts';

export interface Limited {
  limits: ProductLimits;
  /** What product and options gave. */
  ordered: ProductLimits;
  optioned: readonly LimitKey[];
  overrides: Overrides;
  /** The product's, as it is now. */
  productLimits: ProductLimits;
}

const Named = ({ children }: { children: string }) => <span className="font-[540] text-text">{children}</span>;

/** Where a limit comes from: what staff decided, else an option that was ordered on top, else the product as it was then. */
function Source({ of, from }: { of: LimitKey; from: Limited }) {
  const [ordered, usual, own] = [from.ordered[of], from.productLimits[of], from.overrides[of]];
  if (own !== undefined) return <><Named>Override</Named> by {own.by}, <TimeAgo at={own.at} /> · ordered {limitText(of, ordered)}</>;
  if (from.optioned.includes(of)) return <><Named>Option</Named> · product {limitText(of, usual)}</>;
  return ordered === usual ? 'Product' : <><Named>Product, when ordered</Named> · now {limitText(of, usual)}</>;
}

/** Each limit with where it comes from; without `onChange` nothing can be changed. */
export function LimitsTable({ keys, from, onChange }: { keys: readonly LimitKey[]; from: Limited; onChange: ((key: LimitKey) => void) | null }) {
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
        {keys.map((key) => (
          <tr key={key} className="border-b border-line last:border-0">
            <th scope="row" className="h-9 pl-5 text-left font-normal">{limitWords[key].label}</th>
            <td className="px-2.5 text-right whitespace-nowrap">{limitText(key, from.limits[key])}</td>
            <td className="ps-4 pe-2.5 text-muted">
              <span className="flex items-center justify-between gap-2">
                <span className="py-1.5"><Source of={key} from={from} /></span>
                {onChange !== null && <IconButton label={`Change ${limitWords[key].label}`} onClick={() => onChange(key)}><Pencil size={14} aria-hidden /></IconButton>}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
