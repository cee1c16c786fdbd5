/** Tabs as Bootstrap makes them, 3 by `in` and 4 by `show`; one that the address names is open from the start. */
(() => {
  const shown = document.querySelector('.nav-tabs > .nav-item') === null ? 'in' : 'show';

  function open(link) {
    const pane = document.querySelector(link.hash);
    for (const other of pane.parentElement.children) other.classList.remove('active', shown);
    pane.classList.add('active');
    // It fades in only when it was laid out before.
    void pane.offsetWidth;
    pane.classList.add(shown);
    for (const other of link.closest('.nav-tabs, .list-group').querySelectorAll('[data-toggle="tab"]')) {
      (shown === 'in' ? other.closest('li') ?? other : other).classList.toggle('active', other === link);
    }
  }

  const links = [...document.querySelectorAll('[data-toggle="tab"]')];
  for (const link of links) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      open(link);
    });
  }
  const named = links.find((link) => link.hash === location.hash);
  if (named !== undefined) open(named);
})();
