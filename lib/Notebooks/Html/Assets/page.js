// What a page does beyond being read: code is copied, what scrolls can be reached, the contents follow the reading.
(() => {
  'use strict';

  const wide = matchMedia('(min-width: 68rem)');

  /* Code */

  for (const code of document.querySelectorAll('.nb-code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'nb-copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy the code');
    button.addEventListener('click', async () => {
      const done = await copy(code.querySelector('code').textContent);
      button.textContent = done ? 'Copied' : 'Press Ctrl+C';
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
    code.append(button);
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // A page that is opened from a file may not have the clipboard: the old way still works there.
      const area = document.createElement('textarea');
      area.value = text;
      area.style.cssText = 'position:fixed;opacity:0';
      document.body.append(area);
      area.select();
      const done = document.execCommand('copy');
      area.remove();
      return done;
    }
  }

  /* What scrolls sideways can be reached with the keyboard. */

  const boxes = document.querySelectorAll('.nb-scroll, .nb-output, .nb-output [style*="overflow"], .nb-code pre, .nb-output pre, .katex-display');
  const sizes = new ResizeObserver(entries => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
      else target.removeAttribute('tabindex');
    }
  });
  for (const box of boxes) sizes.observe(box);

  /* A formula in a line that is too wide for it, as on a phone, scrolls by itself. */

  const formulas = [...document.querySelectorAll('.nb-main .katex')].filter(formula => !formula.closest('.katex-display'));
  const isTooWide = formula => {
    const room = formula.closest('p, li, dd, td, th, blockquote, summary, h1, h2, h3, h4, h5, h6, div').clientWidth;
    return [...formula.querySelectorAll('.katex-html > .katex-base')].some(part => part.offsetWidth > room);
  };
  let fitted = 0;
  new ResizeObserver(([{ target }]) => {
    if (target.clientWidth === fitted) return;
    fitted = target.clientWidth;
    // All are measured before any is changed.
    for (const [formula, isWide] of formulas.map(formula => [formula, isTooWide(formula)])) {
      formula.classList.toggle('nb-wide', isWide);
      if (isWide) formula.tabIndex = 0;
      else formula.removeAttribute('tabindex');
    }
  }).observe(document.querySelector('.nb-main'));

  /* Contents */

  const contents = document.querySelector('.nb-contents details');
  if (contents) {
    const unfold = () => { contents.open = wide.matches; };
    unfold();
    wide.addEventListener('change', unfold);
    const links = new Map([...contents.querySelectorAll('a')].map(link => [decodeURIComponent(link.hash.slice(1)), link]));
    const headings = [...links.keys()].map(id => document.getElementById(id)).filter(Boolean);
    const follow = () => {
      const end = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
      const passed = headings.filter(heading => heading.getBoundingClientRect().top < innerHeight * 0.3);
      const current = end ? headings.at(-1) : passed.at(-1);
      for (const [id, link] of links) {
        if (current && id === current.id) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
    };
    let waiting = false;
    addEventListener('scroll', () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; follow(); });
    }, { passive: true });
    follow();
  }
})();
