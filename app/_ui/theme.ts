const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];
export const themeCookie = 'hostwright-theme';
/** What somebody chose inside of WHMCS's page. Nothing depends on it: a browser that keeps no such cookie shows what WHMCS asks for. */
export const frameThemeCookie = 'hostwright-frame-theme';

/** A page that wears another theme than the one around it can't be seen through. */
export const groundOf = (theme: Theme, asked: Theme): 'own' | 'none' => (theme === asked ? 'none' : 'own');

export const themeFrom = (value: string | undefined): Theme => themes.find((theme) => theme === value) ?? 'system';
