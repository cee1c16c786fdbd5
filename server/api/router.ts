import { createCallerFactory, router } from './trpc.ts';
import { backupsRouter } from './routers/backups.ts';
import { fleetRouter, groupsRouter, productsRouter } from './routers/catalog.ts';
import { accountRouter } from './routers/account.ts';
import { certificatesRouter } from './routers/certificates.ts';
import { dnsRouter } from './routers/dns.ts';
import { embedRouter } from './routers/embed.ts';
import { filesRouter } from './routers/files.ts';
import { instancesRouter } from './routers/instances.ts';
import { itemsRouter } from './routers/items.ts';
import { mailRouter } from './routers/mail.ts';
import { nodesRouter } from './routers/nodes.ts';
import { serviceRouter } from './routers/service.ts';
import { servicesRouter } from './routers/services.ts';
import { sessionRouter } from './routers/session.ts';
import { settingsRouter } from './routers/settings.ts';
import { setupRouter } from './routers/setup.ts';
import { siteRouter } from './routers/site.ts';
import { tasksRouter } from './routers/tasks.ts';
import { whmcsRouter } from './routers/whmcs.ts';
import { zonesRouter } from './routers/zones.ts';

export const appRouter = router({
  service: serviceRouter,
  embed: embedRouter,
  session: sessionRouter,
  setup: setupRouter,
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
  fleet: fleetRouter,
});
export type AppRouter = typeof appRouter;
export const callerOf = createCallerFactory(appRouter);
export type Caller = ReturnType<typeof callerOf>;
