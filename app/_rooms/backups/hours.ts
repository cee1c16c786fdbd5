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

/** `00:00` to `23:00`, in the language of a BCP 47 tag. */
export function hourNames(tag: string): readonly string[] {
  const hours = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' });
  return Array.from({ length: 24 }, (_, hour) => hours.format(Date.UTC(YEAR, 0, SUNDAY, hour)));
}
/** From Sunday on. */
export function weekdayNames(tag: string): readonly string[] {
  const weekdays = new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, weekday) => weekdays.format(Date.UTC(YEAR, 0, SUNDAY + weekday)));
}
