/**
 * The product page's half of the frame: its colours, its height, a new ticket when the old one has died, and a way out
 * when it does not come. A file and not inline, for pages whose policy forbids the latter.
 */
(() => {
  const box = document.getElementById('hostwright');
  if (box === null || box.dataset.started === 'yes') return;
  box.dataset.started = 'yes';
  const { panel, service, renew, theme } = box.dataset;
  const frame = box.querySelector('.hostwright-frame');
  const wait = box.querySelector('.hostwright-wait');
  const slow = box.querySelector('.hostwright-slow');
  const loading = box.querySelector('.hostwright-loading');
  const PATIENCE_MS = 8000;
  const LEAST = 320;
  const MOST = 6000;

  /** A page without a dark mode of its own is light, whatever the visitor's system prefers. */
  function schemeHere() {
    if (theme === 'light' || theme === 'dark') return theme;
    const root = document.documentElement;
    const said = [root.dataset.theme, root.dataset.bsTheme, root.className, document.body.dataset.theme, document.body.className].join(' ');
    return /(^|[\s-])dark([\s-]|$)/i.test(said) ? 'dark' : 'light';
  }

  let height = LEAST;
  let shown = false;

  const late = setTimeout(() => {
    loading.hidden = true;
    slow.hidden = false;
  }, PATIENCE_MS);

  function settle() {
    frame.style.minHeight = `${LEAST}px`;
    frame.style.height = `${height}px`;
  }

  /** It has said something: it is there. */
  function show() {
    if (shown) return;
    shown = true;
    clearTimeout(late);
    wait.style.display = 'none';
    settle();
  }

  async function freshTicket() {
    const answer = await fetch(renew, { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ service }) });
    if (!answer.ok) throw new Error(`No ticket: HTTP ${answer.status}`);
    return (await answer.json()).ticket;
  }

  function renewed() {
    freshTicket().then(
      (ticket) => frame.contentWindow.postMessage({ type: 'ticket', ticket }, panel),
      // Signed out meanwhile: the frame says that the page must be loaded anew.
      () => frame.contentWindow.postMessage({ type: 'no-ticket' }, panel),
    );
  }

  addEventListener('message', (event) => {
    const { data } = event;
    if (event.source !== frame.contentWindow || event.origin !== panel || data === null || typeof data !== 'object' || data.source !== 'hostwright') return;
    show();
    if (data.type === 'height' && Number.isFinite(data.px)) {
      height = Math.min(MOST, Math.max(LEAST, Math.ceil(data.px)));
      settle();
    }
    // Nothing of today's panel lies over its page; this file is copied into WHMCS, and may be older than a panel that has such a thing.
    if (data.type === 'scroll-into-view' && Number.isFinite(data.top)) {
      scrollTo({ top: scrollY + frame.getBoundingClientRect().top + data.top - 16, behavior: 'smooth' });
    }
    if (data.type === 'ticket-needed') renewed();
  });

  const scheme = schemeHere();
  frame.style.colorScheme = scheme;
  // Laid out, but not in sight: what is not displayed at all may not run.
  Object.assign(frame.style, { display: 'block', height: '0', minHeight: '0' });
  frame.src = box.dataset.src.replace(/([?&]theme=)\w+/, `$1${scheme}`);

  // The panel has a margin of its own: with that of the theme around a module's part there is little left on a phone.
  const around = box.parentElement;
  if (around.classList.contains('module-client-area')) {
    const { paddingLeft, paddingRight } = getComputedStyle(around);
    Object.assign(box.style, { marginLeft: `-${paddingLeft}`, marginRight: `-${paddingRight}` });
  }

  // In a tab that is not open nothing is measured, and below what is seen of the page nobody notices another width.
  let width = 0;
  new ResizeObserver(() => {
    if (box.offsetWidth === width) return;
    width = box.offsetWidth;
    if (shown && width > 0) frame.contentWindow.postMessage({ type: 'measure' }, panel);
  }).observe(box);
})();
