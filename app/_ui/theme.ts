const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];
export const themeCookie = 'hostwright-theme';

export const themeFrom = (value: string | undefined): Theme => themes.find((theme) => theme === value) ?? 'system';
