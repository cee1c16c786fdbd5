/** Shared by everything that takes text. At least 16 px under a finger, or phones zoom in. */
export const inputLook =
  'w-full min-w-0 rounded-control normal-nums border border-control bg-surface px-2.5 text-text transition-colors placeholder:text-faint hover:border-muted focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 data-disabled:cursor-not-allowed data-disabled:opacity-55 data-invalid:border-bad pointer-coarse:text-lg';
