import clsx from 'clsx';

export type ButtonVariant = 'primary' | 'plain' | 'danger' | 'quiet';
export type ButtonSize = 'normal' | 'small';

const variants: Record<ButtonVariant, string> = {
  primary: 'border-accent bg-accent text-accent-on not-data-disabled:hover:brightness-110',
  plain: 'border-line-strong bg-surface text-text shadow-card not-data-disabled:hover:bg-sunken',
  danger: 'border-bad/70 bg-surface text-bad-text not-data-disabled:hover:bg-bad-soft',
  quiet: 'border-transparent bg-transparent text-accent-text not-data-disabled:hover:bg-accent-soft',
};
const sizes: Record<ButtonSize, string> = {
  normal: 'h-8 px-3 pointer-coarse:h-11 pointer-coarse:px-4',
  small: 'h-7 px-2 text-sm pointer-coarse:h-9',
};

/** Shared by buttons and by links that look like one. */
export function buttonLook(variant: ButtonVariant, size: ButtonSize): string {
  return clsx(
    'relative inline-flex shrink-0 items-center justify-center rounded-control border font-[540] whitespace-nowrap transition-[background-color,filter] select-none',
    'data-disabled:cursor-not-allowed data-disabled:not-aria-busy:opacity-55',
    variants[variant],
    sizes[size],
  );
}
