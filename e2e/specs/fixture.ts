/** A stage per test file, in a process of its own; and what journeys do over and over. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { test as base, type BrowserContext, expect, type Page } from '@playwright/test';
import type { ControlOp } from '../simnode/control.ts';
import type { Answer, Asked, Named, Ordered, Places, Signed } from './protocol.ts';

export interface Stage extends Places {
  order(domain: string, name?: Named): Promise<Ordered>;
  connect(key: string): Promise<void>;
  control(node: string, op: ControlOp): Promise<unknown>;
  ticket(wish: Signed): Promise<string>;
  /** As if everybody had signed in a while ago. */
  forgetProofs(): Promise<unknown>;
}
interface StageOptions {
  /** 1 = a real node's own time. */
  speed: string;
  /** Nothing is set up yet. */
  fresh: boolean;
  /** Pages with hot reload instead of the production build. */
  dev: boolean;
  /** The stand-in WHMCS runs the real module. */
  php: boolean;
}

const program = fileURLToPath(new URL('./server.ts', import.meta.url));
const node = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));

async function open({ speed, fresh, dev, php }: StageOptions): Promise<{ stage: Stage; close(): Promise<void> }> {
  const child = spawn(node, [program, '--speed', speed, ...(fresh ? ['--fresh'] : []), ...(dev ? ['--dev'] : []), ...(php ? ['--php'] : [])], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' } });
  const waiting = new Map<number, { done(value: unknown): void; fail(error: Error): void }>();
  const expectAnswer = (id: number) => new Promise<unknown>((done, fail) => waiting.set(id, { done, fail }));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  createInterface({ input: child.stdout }).on('line', (line) => {
    // In development Next speaks on the same stdout.
    if (!line.startsWith('{"id":')) return;
    const answer = JSON.parse(line) as Answer;
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) one?.fail(new Error(answer.error));
    else one?.done(answer.result);
  });
  void ended.then(() => { for (const one of waiting.values()) one.fail(new Error('The stage ended')); });
  const places = (await expectAnswer(0)) as Places;
  let asked = 0;
  const ask = (wish: Asked): Promise<unknown> => {
    const id = ++asked;
    child.stdin.write(`${JSON.stringify({ id, ...wish })}\n`);
    return expectAnswer(id);
  };
  return {
    stage: {
      ...places,
      order: async (domain, name) => (await ask({ do: 'order', domain, ...(name && { name }) })) as Ordered,
      connect: async (key) => void (await ask({ do: 'connect', key })),
      control: (name, op) => ask({ do: 'control', node: name, op }),
      ticket: async (wish) => (await ask({ do: 'ticket', ...wish })) as string,
      forgetProofs: () => ask({ do: 'forgetProofs' }),
    },
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** While a page streams in, what has come stands hidden beside what is shown in its place: a text is there twice. */
async function arrived(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[hidden][id^="S:"]') === null);
}

/** A page that nobody reads before it has come. */
function patient(page: Page): Page {
  const { goto } = page;
  page.goto = async (...where) => {
    const answer = await goto.apply(page, where);
    await arrived(page);
    return answer;
  };
  return page;
}

/** Signed in once per stage: whoever signs in again and again is asked to wait. */
const sessions = new WeakMap<Stage, Awaited<ReturnType<BrowserContext['cookies']>>>();

/** `guest` is the browser of somebody else. */
export const test = base.extend<{ signedIn: Page; guest: Page }, StageOptions & { stage: Stage }>({
  speed: ['0.1', { option: true, scope: 'worker' }],
  fresh: [false, { option: true, scope: 'worker' }],
  dev: [false, { option: true, scope: 'worker' }],
  php: [false, { option: true, scope: 'worker' }],
  stage: [async ({ speed, fresh, dev, php }, use) => {
    const { stage, close } = await open({ speed, fresh, dev, php });
    await use(stage);
    await close();
  }, { scope: 'worker' }],
  page: ({ page }, use) => use(patient(page)),
  guest: async ({ browser }, use) => {
    const context = await browser.newContext();
    await use(patient(await context.newPage()));
    await context.close();
  },
  signedIn: async ({ page, context, stage }, use) => {
    const known = sessions.get(stage);
    if (known !== undefined) {
      await context.addCookies(known);
      // A stage may be older than the proof that signing in was.
      await page.request.post(`${stage.panel}/api/trpc/session.confirm`, { data: { proof: stage.login.password } });
      await page.goto(`${stage.panel}/services`);
      return use(page);
    }
    await page.goto(`${stage.panel}/login`);
    await page.getByLabel('E-mail').fill(stage.login.email);
    await page.getByLabel('Password').fill(stage.login.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/services');
    sessions.set(stage, await context.cookies());
    await use(page);
  },
});

/** Another site's frame is looked into by a page of axe's own, which costs more than the look itself: only where there is one. */
const axe = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode(page.frames().length === 1);

/** Nothing that a screen reader, a keyboard or a weak eye would stumble over. */
export async function accessible(page: Page, except: string[] = []): Promise<void> {
  const { violations } = await axe(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).disableRules(except).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.target.join(' ')).join(', ')}`)).toEqual([]);
}

/** What a theme can break: everything else that `accessible` looks at is the same in light and dark. */
export async function contrast(page: Page): Promise<void> {
  const { violations } = await axe(page).withRules(['color-contrast']).analyze();
  expect(violations.flatMap(({ nodes }) => nodes.map((one) => one.target.join(' ')))).toEqual([]);
}

/** No page may scroll sideways. */
export async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
}

export { expect };
