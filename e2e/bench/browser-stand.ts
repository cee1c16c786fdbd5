/** A stand with its pages, a WHMCS that frames them, and a browser. */
import { chromium as playwright, type Browser } from '@playwright/test';
import { chromium } from '#e2e/chromium.ts';
import type { SimFleet } from '#e2e/stage.ts';
import { startWhmcs, type Whmcs } from '#e2e/whmcs/whmcs.ts';
import type { Door, Staff, Stand } from './stand.ts';

export interface BrowserStand {
  fleet: SimFleet;
  staff: Staff;
  door: Door;
  whmcs: Whmcs;
  browser: Browser;
}

/** Ends with the stand. */
export async function openBrowser(stand: Stand): Promise<BrowserStand> {
  const fleet = await stand.fleet({ names: ['web-1', 'mail-1', 'ns1', 'ns2'], speed: 1 });
  const product = await stand.start('all', { HOSTWRIGHT_PAGES: '1' });
  const { staff, door } = await stand.furnish(product, fleet);
  const whmcs = await startWhmcs({ panel: door.url, product: door.product });
  stand.onEnd(() => whmcs.stop());
  whmcs.connect((await staff.instances.add.mutate({ name: 'Framed', origin: whmcs.origin })).key);
  const browser = await playwright.launch({ executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'] });
  stand.onEnd(() => browser.close());
  return { fleet, staff, door, whmcs, browser };
}
