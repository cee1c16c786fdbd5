/** A browser as people call it: `Firefox on Windows`. Nothing is decided by it; it only tells sessions apart. */
const browsers = [[/\bEdg(?:A|iOS)?\//, 'Edge'], [/\bOPR\/|\bOpera\b/, 'Opera'], [/\bSamsungBrowser\//, 'Samsung Internet'], [/\bFirefox\/|\bFxiOS\//, 'Firefox'], [/\bHeadlessChrome\/|\bChrome\/|\bCriOS\//, 'Chrome'], [/\bSafari\//, 'Safari']] as const;
const systems = [[/\biPhone\b/, 'an iPhone'], [/\biPad\b/, 'an iPad'], [/\bAndroid\b/, 'Android'], [/\bCrOS\b/, 'ChromeOS'], [/\bWindows\b/, 'Windows'], [/\bMac OS X\b|\bMacintosh\b/, 'a Mac'], [/\bLinux\b/, 'Linux']] as const;

const named = (agent: string, names: readonly (readonly [RegExp, string])[]): string | undefined => names.find(([sign]) => sign.test(agent))?.[1];

export function deviceOf(agent: string | null): string {
  const [browser, system] = [named(agent ?? '', browsers), named(agent ?? '', systems)];
  if (browser === undefined) return system === undefined ? 'Unknown device' : `Something on ${system}`;
  return system === undefined ? browser : `${browser} on ${system}`;
}
