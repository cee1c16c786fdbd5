export const linkLook = '-my-[3px] rounded-pill py-[3px] text-accent-text underline decoration-transparent underline-offset-3 transition-colors hover:decoration-current';
