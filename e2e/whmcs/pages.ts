/** The stand-in's pages: our own markup, laid out as a hosting company's client area is. */
import type { WhmcsApi } from './api.ts';

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const style = `
:root{--bg:#f4f5f7;--card:#fff;--text:#22272e;--muted:#66707c;--line:#dfe3e8;--brand:#1d6fa5}
[data-theme=dark]{--bg:#17191c;--card:#1a1b1a;--text:#e8eaec;--muted:#9aa3ad;--line:#2d3136;--brand:#78b7e0}
*{box-sizing:border-box}body{margin:0;font:15px/1.5 "Open Sans",system-ui,sans-serif;background:var(--bg);color:var(--text)}
header{background:var(--card);border-bottom:1px solid var(--line);padding:14px 24px;font-weight:600}
header a{color:inherit;text-decoration:none}
.page{max-width:1180px;margin:0 auto;padding:24px 16px;display:grid;gap:20px;grid-template-columns:220px minmax(0,1fr)}
nav,.box{background:var(--card);border:1px solid var(--line);border-radius:8px}
nav h2,.box h1{font-size:14px;margin:0;padding:10px 14px;border-bottom:1px solid var(--line)}
nav a{display:block;padding:8px 14px;color:var(--text);text-decoration:none}
.box h1{font-size:16px}.inside{padding:16px}.facts{display:flex;flex-wrap:wrap;gap:8px 28px;color:var(--muted);font-size:13px}
.facts b{display:block;color:var(--text);font-weight:600}
iframe{display:block;width:100%;min-height:420px;border:0}
form{display:grid;gap:10px;max-width:420px}input{font:inherit;padding:8px 10px;border:1px solid #85909c;border-radius:6px;background:var(--card);color:var(--text)}
button{font:inherit;padding:9px 14px;border:0;border-radius:6px;background:#1d6fa5;color:#fff;cursor:pointer}
@media(max-width:760px){.page{grid-template-columns:minmax(0,1fr);padding:12px}nav{display:none}}`;

const page = (title: string, theme: string, body: string): string =>
  `<!doctype html><html lang="en" data-theme="${theme}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title><style>${style}</style><header><a href="/">Brightwood Hosting</a></header><div class="page"><nav aria-label="Client area"><h2>Overview</h2><a href="/">Order</a><h2>Actions</h2><a href="/">Request Cancellation</a></nav><main>${body}</main></div></html>`;

export const orderPage = (problem: string | null): string =>
  page('Order', 'light', `<section class="box"><h1>Order hosting</h1><div class="inside">${problem === null ? '' : `<p role="alert">${escape(problem)}</p>`}<form method="post" action="/order"><label for="domain">Your domain</label><input id="domain" name="domain" required placeholder="rosas-bakery.com"><button>Order now</button></form></div></section>`);

export const servicePage = (at: { panel: string; ticket: string; id: string; domain: string; theme: string }): string =>
  page(at.domain, at.theme, `<section class="box"><h1>Hosting</h1><div class="inside"><div class="facts"><span>Status<b>Active</b></span><span>Registration date<b>Today</b></span><span>Billing cycle<b>Annually</b></span></div></div></section><section class="box" style="margin-top:20px"><h1>Manage</h1><div class="inside"><iframe id="panel" data-service="${escape(at.id)}" data-panel="${escape(at.panel)}" src="${escape(at.panel)}/embed?theme=${at.theme}#t=${escape(at.ticket)}" title="Your hosting" referrerpolicy="no-referrer" allow="clipboard-write" style="color-scheme:${at.theme}"></iframe></div></section><script src="/frame.js"></script>`);

/** The parent's half of the frame: its height, and a new ticket when the old one has died. */
export const frameScript = `
const frame = document.getElementById('panel');
const panel = frame.dataset.panel;
addEventListener('message', async (event) => {
  if (event.source !== frame.contentWindow || event.origin !== panel || event.data?.source !== 'hostwright') return;
  if (event.data.type === 'height') frame.style.height = Math.min(6000, Math.max(200, event.data.px)) + 'px';
  if (event.data.type === 'ticket-needed') {
    const { ticket } = await (await fetch('/ticket?id=' + encodeURIComponent(frame.dataset.service))).json();
    frame.contentWindow.postMessage({ type: 'ticket', ticket }, panel);
  }
});`;

const rows = (title: string, all: readonly string[]): string => `<section class="box" style="margin-bottom:20px"><h1>${title} (${all.length})</h1><div class="inside">${all.length === 0 ? '<p>None yet.</p>' : all.toReversed().join('')}</div></section>`;

/** What WHMCS was told, for its own staff. */
export const backPage = ({ mails, tickets, activity, notifications }: Pick<WhmcsApi, 'mails' | 'tickets' | 'activity' | 'notifications'>): string => page('Back office', 'light', [
  rows('Outbox', mails.map(({ subject, template, message }) => `<p><b>${escape(subject)}</b> (${escape(template)})<br>${escape(message)}</p>`)),
  rows('Tickets', tickets.map(({ tid, subject, status, message, notes }) => `<article><p><b>#${escape(tid)} ${escape(subject)}</b> · ${escape(status)}</p><p style="white-space:pre-line">${escape(message.replaceAll('**', ''))}</p>${notes.map((note) => `<blockquote style="white-space:pre-line">${escape(note.message.replaceAll('**', ''))}</blockquote>`).join('')}</article>`)),
  rows('Activity log', activity.map(({ text }) => `<p>${escape(text)}</p>`)),
  rows('Notifications', notifications.map(({ title = '' }) => `<p>${escape(title)}</p>`)),
].join(''));
