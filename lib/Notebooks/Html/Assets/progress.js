// What a reader has read and opened, kept in the reader's own browser and nowhere else. Pages of one shelf share it; the page that
// lists the others shows it and clears it. Where a browser keeps nothing, it lasts as long as the page.
(() => {
  'use strict';

  const shelf = document.body.dataset.shelf;
  if (!shelf) return;
  const key = 'nb-progress:' + shelf;
  let memory = {};

  function load() {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? '{}');
      return kept && typeof kept === 'object' ? kept : {};
    } catch {
      return memory;
    }
  }

  function save(all) {
    memory = all;
    try {
      if (Object.keys(all).length === 0) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(all));
    } catch { /* it lasts as long as the page */ }
  }

  const fileOf = address => decodeURIComponent(new URL(address, location.href).pathname.replace(/.*\//, ''));
  const predictions = ({ opened = [], of = 0 }) => of === 0 ? '' : of === 1
    ? (opened.length ? 'its prediction opened' : '')
    : opened.length === 0 ? '' : `${Math.min(opened.length, of)} of ${of} predictions opened`;

  const list = document.querySelector('.nb-lessons');
  if (list) showAll();
  else keepThis();

  /* A page of the shelf */

  function keepThis() {
    const page = fileOf(location.href);
    const isSolution = fold => fold.closest('[data-cell]')?.dataset.cell.startsWith('solution');
    const folds = [...document.querySelectorAll('.nb-text details')].filter(fold => !isSolution(fold) && !fold.parentElement.closest('details'));
    const nameOf = fold => `${fold.closest('[data-cell]')?.dataset.cell ?? ''}/${[...fold.closest('.nb-text').querySelectorAll('details')].indexOf(fold)}`;

    const told = document.createElement('span');
    told.className = 'nb-progress';
    document.querySelector('.nb-about')?.append(told);

    const read = document.createElement('label');
    read.className = 'nb-read';
    const tick = document.createElement('input');
    tick.type = 'checkbox';
    read.append(tick, ' I have read this to the end');
    document.querySelector('.nb-main').append(read);

    function change(act) {
      const all = load();
      const mine = all[page] ??= {};
      mine.of = folds.length;
      // What an older version of the page had is no longer counted.
      mine.opened = (mine.opened ?? []).filter(name => folds.some(fold => nameOf(fold) === name));
      act?.(mine);
      save(all);
      show(mine);
    }

    function show(mine) {
      const text = predictions(mine);
      told.textContent = text && ` · ${text}`;
      tick.checked = mine.read === true;
    }

    show(load()[page] ?? {});
    for (const fold of folds) {
      fold.addEventListener('toggle', () => {
        if (fold.open) change(mine => mine.opened.includes(nameOf(fold)) || mine.opened.push(nameOf(fold)));
      });
    }
    tick.addEventListener('change', () => change(mine => { mine.read = tick.checked; }));
    // Who scrolls has begun, and who sees the end has read; whoever says otherwise is believed.
    addEventListener('scroll', () => change(), { once: true, passive: true });
    new IntersectionObserver(([{ isIntersecting }], observer) => {
      if (!isIntersecting || scrollY === 0) return;
      observer.disconnect();
      change(mine => { mine.read ??= true; });
    }).observe(read);
    addEventListener('storage', event => { if (event.key === key) show(load()[page] ?? {}); });
    addEventListener('pageshow', event => { if (event.persisted) show(load()[page] ?? {}); });
  }

  /* The page that lists them */

  function showAll() {
    const forget = document.createElement('div');
    forget.className = 'nb-forget';
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Clear my progress';
    const note = document.createElement('p');
    note.className = 'nb-note';
    note.setAttribute('role', 'status');
    forget.append(button, note);
    list.after(forget);
    button.addEventListener('click', () => {
      save({});
      show();
      forget.hidden = false;
      button.hidden = true;
      note.textContent = 'Cleared: no lesson is marked as read, no prediction as opened.';
      note.tabIndex = -1;
      note.focus();
    });

    function show() {
      const all = load();
      for (const link of document.querySelectorAll('.nb-lessons a, .nb-map a')) {
        const mine = all[fileOf(link.getAttribute('href'))];
        const state = !mine ? null : mine.read ? ['✓', 'read'] : ['◐', 'begun'];
        const place = link.closest('svg') ? link.querySelector('text') : link.closest('li').querySelector('.nb-about');
        place.querySelector('.nb-progress')?.remove();
        if (!state) continue;
        const mark = link.closest('svg') ? document.createElementNS('http://www.w3.org/2000/svg', 'tspan') : document.createElement('span');
        mark.setAttribute('class', 'nb-progress');
        mark.textContent = link.closest('svg') ? ` ${state[0]}` : [` · ${state.join(' ')}`, predictions(mine)].filter(Boolean).join(' · ');
        place.append(mark);
      }
      forget.hidden = button.hidden = Object.keys(all).length === 0;
      note.textContent = 'What you have read and opened is kept in this browser alone. The button clears it, and nothing else: exercises that you solved in your notebooks stay solved.';
    }

    show();
    addEventListener('storage', event => { if (event.key === key || event.key === null) show(); });
    addEventListener('pageshow', event => { if (event.persisted) show(); });
  }
})();
