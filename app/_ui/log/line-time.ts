const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' });

/** `23:08:37.204`, in the viewer's zone. */
export const lineTime = (at: string): string => clock.format(Date.parse(at));
