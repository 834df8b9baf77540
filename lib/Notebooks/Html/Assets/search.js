// Search: a button and two keys open it, and what it needs is fetched when it is opened for the first time.
(() => {
  'use strict';

  const button = document.querySelector('.nb-search-open');
  if (!button) return;
  const assets = document.currentScript.src.replace(/[^/]*$/, '');

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const field = make('input', { type: 'text', autocomplete: 'off', spellcheck: false, enterKeyHint: 'go', placeholder: 'A term, a heading, a name in the code' });
  field.setAttribute('role', 'searchbox');
  field.setAttribute('aria-label', 'Search');
  field.setAttribute('autocapitalize', 'none');
  const close = make('button', { type: 'button', className: 'nb-search-close', textContent: 'Close' });
  const state = make('p', { className: 'nb-search-state' });
  state.setAttribute('role', 'status');
  const list = make('ol', { className: 'nb-search-results' });
  const dialog = make('dialog', { className: 'nb-search' }, make('div', { className: 'nb-search-field' }, field, close), state, list);
  dialog.setAttribute('aria-label', 'Search');
  document.body.append(dialog);

  /* Opening and closing */

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    field.focus();
    field.select();
    update();
  };
  button.addEventListener('click', open);
  close.addEventListener('click', () => dialog.close());
  // Beside the dialog: its own parts leave no room for a click on itself.
  dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
  addEventListener('keydown', event => {
    // A field that has just been hidden is still where keys go, until the next frame is drawn.
    const isHidden = !dialog.open && dialog.contains(event.target);
    const isTyping = !isHidden && event.target.closest?.('input:not([type="range"]), textarea, select, [contenteditable]');
    const isSlash = event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
    const isControlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isSlash && !isControlK) return;
    event.preventDefault();
    open();
  });

  /* What is found */

  const fetched = source => new Promise((resolve, reject) => {
    const script = make('script', { src: source });
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${source.split('/').at(-1)} is not beside the page`));
    document.head.append(script);
  });
  let loading;
  const load = () => loading ??= Promise.all([assets + 'minisearch.js', assets + 'search-engine.js', button.dataset.index].map(fetched))
    .then(() => globalThis.notebookSearch.prepare(globalThis.MiniSearch, globalThis.notebookIndex));

  const most = 30;
  async function update() {
    let search;
    try {
      search = await load();
    } catch (error) {
      loading = undefined;
      say(`There is no search here: ${error.message}.`);
      return;
    }
    const asked = field.value.trim();
    const found = asked ? search(asked, most) : [];
    list.replaceChildren(...found.map(entry));
    say(!asked ? 'In English or in 한국어. The arrow keys choose, Enter opens, Esc closes.'
      : found.length === most ? `The ${most} best places`
      : found.length > 0 ? `${found.length} ${found.length === 1 ? 'place' : 'places'}`
      : `Nothing has “${asked}” in it. Try a single word, its beginning, or the word in the other language.`);
  }
  field.addEventListener('input', update);

  function say(text) {
    state.replaceChildren(...written([{ text }]));
  }

  function entry({ href, page, heading, text, isCode }) {
    const link = make('a', { href },
      make('span', { className: 'nb-search-page' }, ...written([{ text: page }])),
      make('strong', {}, ...written(heading)),
      make(isCode ? 'code' : 'span', { className: 'nb-search-text' }, ...written(text)));
    return make('li', {}, link);
  }

  // Marks, and Korean named as such.
  function written(parts) {
    return parts.flatMap(({ text, mark }) => {
      const pieces = text.split(/([가-힣]+(?: [가-힣]+)*)/).map((piece, i) => i % 2 ? make('span', { lang: 'ko', textContent: piece }) : piece).filter(piece => piece !== '');
      return mark ? [make('mark', {}, ...pieces)] : pieces;
    });
  }

  /* Going there */

  list.addEventListener('click', event => {
    // A place on this page is seen when nothing lies over it.
    if (event.target.closest('a') && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
  });
  dialog.addEventListener('keydown', event => {
    if (event.isComposing) return;
    const links = [...list.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const to = at + (event.key === 'ArrowDown' ? 1 : -1);
      if (to < -1 || to >= links.length) return;
      (links[to] ?? field).focus();
    } else if (event.key === 'Enter' && document.activeElement === field) {
      // What is typed fast is opened too.
      update().then(() => list.querySelector('a')?.click());
    } else if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== ' ') {
      field.focus();
      return;
    } else {
      return;
    }
    event.preventDefault();
  });
})();
