// The reader's choice between light and dark, made before anything is painted: a page that is dark never flashes white.
// Everything else reads it from <html data-theme="system|light|dark">; without this script there is no such attribute.
(() => {
  'use strict';

  const key = 'nb-theme';
  const root = document.documentElement;
  const scheme = document.querySelector('meta[name="color-scheme"]');

  function apply(theme) {
    const isChosen = theme === 'light' || theme === 'dark';
    root.dataset.theme = isChosen ? theme : 'system';
    scheme.content = isChosen ? theme : 'light dark';
    for (const choice of document.querySelectorAll('.nb-theme select')) choice.value = root.dataset.theme;
    dispatchEvent(new Event('nb-theme'));
  }

  function kept() {
    // A page that is opened from a file, or by a reader who keeps nothing, may have no storage.
    try { return localStorage.getItem(key); } catch { return null; }
  }

  apply(kept());
  addEventListener('DOMContentLoaded', () => apply(root.dataset.theme));
  addEventListener('change', event => {
    if (!event.target.matches?.('.nb-theme select')) return;
    apply(event.target.value);
    try { localStorage.setItem(key, root.dataset.theme); } catch { /* it holds for this page */ }
  });
  // Another page of the same reader, or this one come back from the browser's memory.
  addEventListener('storage', event => { if (event.key === key) apply(event.newValue); });
  addEventListener('pageshow', event => { if (event.persisted) apply(kept() ?? root.dataset.theme); });
})();
