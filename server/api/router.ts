import { createCallerFactory, router } from './trpc.ts';
import { apiKeysRouter } from './routers/api-keys.ts';
import { backupsRouter } from './routers/backups.ts';
import { fleetRouter, groupsRouter, productsRouter } from './routers/catalog.ts';
import { accountRouter } from './routers/account.ts';
import { certificatesRouter } from './routers/certificates.ts';
import { dnsRouter } from './routers/dns.ts';
import { embedRouter } from './routers/embed.ts';
import { filesRouter } from './routers/files.ts';
import { instancesRouter } from './routers/instances.ts';
import { itemsRouter } from './routers/items.ts';
import { joinRouter } from './routers/join.ts';
import { mailRouter } from './routers/mail.ts';
import { nodesRouter } from './routers/nodes.ts';
import { notificationsRouter } from './routers/notifications.ts';
import { peopleRouter } from './routers/people.ts';
import { profileRouter } from './routers/profile.ts';
import { serviceRouter } from './routers/service.ts';
import { servicesRouter } from './routers/services.ts';
import { sessionRouter } from './routers/session.ts';
import { settingsRouter } from './routers/settings.ts';
import { setupRouter } from './routers/setup.ts';
import { ssoRouter } from './routers/sign-on.ts';
import { siteRouter } from './routers/site.ts';
import { tasksRouter } from './routers/tasks.ts';
import { whmcsRouter } from './routers/whmcs.ts';
import { zonesRouter } from './routers/zones.ts';

export const appRouter = router({
  service: serviceRouter,
  embed: embedRouter,
  session: sessionRouter,
  setup: setupRouter,
  sso: ssoRouter,
  join: joinRouter,
  profile: profileRouter,
  people: peopleRouter,
  services: servicesRouter,
  account: accountRouter,
  certificates: certificatesRouter,
  items: itemsRouter,
  backups: backupsRouter,
  files: filesRouter,
  dns: dnsRouter,
  mail: mailRouter,
  site: siteRouter,
  tasks: tasksRouter,
  zones: zonesRouter,
  nodes: nodesRouter,
  groups: groupsRouter,
  products: productsRouter,
  instances: instancesRouter,
  whmcs: whmcsRouter,
  settings: settingsRouter,
  apiKeys: apiKeysRouter,
  notifications: notificationsRouter,
  fleet: fleetRouter,
});
export type AppRouter = typeof appRouter;
export const callerOf = createCallerFactory(appRouter);
export type Caller = ReturnType<typeof callerOf>;
