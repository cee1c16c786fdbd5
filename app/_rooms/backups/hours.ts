/** Hours and weekdays are kept in UTC and read in the viewer's zone. */
interface At {
  weekday: number;
  hour: number;
}

/** Any week: a Sunday, in January. */
const [YEAR, SUNDAY] = [2026, 4];

/** `here`: the viewer's zone is known; before that it is UTC. */
export function localOf({ weekday, hour }: At, here: boolean): At {
  const at = new Date(Date.UTC(YEAR, 0, SUNDAY + weekday, hour));
  return here ? { weekday: at.getDay(), hour: at.getHours() } : { weekday, hour };
}
export function utcOf({ weekday, hour }: At): At {
  const at = new Date(YEAR, 0, SUNDAY + weekday, hour);
  return { weekday: at.getUTCDay(), hour: at.getUTCHours() };
}

export const hourWords = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
const weekdays = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });
export const weekdayWords = (weekday: number): string => weekdays.format(Date.UTC(YEAR, 0, SUNDAY + weekday));
