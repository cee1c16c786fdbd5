/** Two boards, joined. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden className="shrink-0">
      <rect width="20" height="20" rx="5" className="fill-text" />
      <path d="M5 7h10M5 13h10" strokeWidth="3" className="stroke-bg" />
    </svg>
  );
}
