import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { languages } from '#server/core/language.ts';
import { staffRoles } from '#server/core/staff-roles.ts';
import { moment } from './columns.ts';
import { instanceKeys, instances } from './instances.ts';
import { services } from './services.ts';

export const staff = pgTable(
  'staff',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    /** Lower case. What they sign in with, and for whoever comes from a WHMCS only what it says of them. */
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role', { enum: staffRoles }).notNull(),
    /** argon2id, PHC string. Null: no password was set yet, or it was reset, or they come from WHMCS. */
    passwordHash: text('password_hash'),
    disabledAt: moment('disabled_at'),
    /** Sealed; the second is one that is being set up and counts for nothing yet. */
    totp: text('totp'),
    totpNew: text('totp_new'),
    /** The last time step whose code was taken: a code works once. */
    totpStep: bigint('totp_step', { mode: 'number' }).notNull().default(0),
    /** A key of `languages`, for what is written to them. */
    language: text('language', { enum: languages }).notNull().default('en'),
    /** IANA; null: as their browser says. */
    timeZone: text('time_zone'),
    /** An admin of that WHMCS, by their number there: they come by its sign-on and have no password here. */
    instanceId: integer('instance_id').references(() => instances.id, { onDelete: 'cascade' }),
    whmcsAdminId: text('whmcs_admin_id'),
    seenAt: moment('seen_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('staff_email').on(t.email).where(sql`${t.instanceId} is null`), uniqueIndex('staff_whmcs_admin').on(t.instanceId, t.whmcsAdminId)],
);

export const staffSessions = pgTable(
  'staff_sessions',
  {
    /** SHA-256 of the cookie. */
    hash: text('hash').primaryKey(),
    /** By which it is named in lists. */
    id: integer('id').notNull().generatedAlwaysAsIdentity(),
    staffId: integer('staff_id').notNull().references(() => staff.id, { onDelete: 'cascade' }),
    /** The key with which a WHMCS signed them on: the session dies with it. */
    keyId: integer('key_id').references(() => instanceKeys.id, { onDelete: 'cascade' }),
    ip: text('ip').notNull().default(''),
    /** The browser's own word on what it is. */
    agent: text('agent'),
    /** When they last proved who they are. */
    confirmedAt: moment('confirmed_at').notNull().defaultNow(),
    createdAt: moment('created_at').notNull().defaultNow(),
    seenAt: moment('seen_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [index('staff_sessions_staff').on(t.staffId)],
);

/** Codes for when the phone is lost: each works once. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    /** SHA-256 of the code: 80 random bits need no slow hash. */
    hash: text('hash').primaryKey(),
    staffId: integer('staff_id').notNull().references(() => staff.id, { onDelete: 'cascade' }),
  },
  (t) => [index('recovery_codes_staff').on(t.staffId)],
);

/** A link by which somebody joins, or sets a new password: only its hash, bound to one address, gone once it was used. */
export const staffLinks = pgTable(
  'staff_links',
  {
    hash: text('hash').primaryKey(),
    id: integer('id').notNull().generatedAlwaysAsIdentity(),
    email: text('email').notNull(),
    /** Of who joins. */
    role: text('role', { enum: staffRoles }).notNull(),
    /** Whose password is to be set; null for who joins. */
    staffId: integer('staff_id').references(() => staff.id, { onDelete: 'cascade' }),
    /** Who made it, as they sign. */
    madeBy: text('made_by').notNull(),
    expiresAt: moment('expires_at').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [index('staff_links_email').on(t.email)],
);

/** A WHMCS sends somebody over: one use within a minute, only its hash. */
export const signOns = pgTable('sign_ons', {
  hash: text('hash').primaryKey(),
  keyId: integer('key_id').notNull().references(() => instanceKeys.id, { onDelete: 'cascade' }),
  /** Who comes: the customer of a service, or an admin, to a service or to the dashboard. */
  arrival: text('arrival', { enum: ['client', 'admin'] }).notNull(),
  serviceId: integer('service_id').references(() => services.id, { onDelete: 'cascade' }),
  adminId: text('admin_id'),
  adminName: text('admin_name'),
  adminEmail: text('admin_email'),
  language: text('language'),
  expiresAt: moment('expires_at').notNull(),
});

/** The one-time link of the first start: only its hash, void once an owner exists. */
export const setupLinks = pgTable('setup_links', {
  hash: text('hash').primaryKey(),
  expiresAt: moment('expires_at').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
});
