import { timestamp } from 'drizzle-orm/pg-core';

/** Every time is Postgres's own clock, in UTC. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });
