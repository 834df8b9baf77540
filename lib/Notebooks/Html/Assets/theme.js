// The reader's choice between light and dark, before anything is painted; without one, the system's stands.
(() => {
  'use strict';

  try {
    const theme = localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // A page that is opened from a file may have no storage.
  }
})();
