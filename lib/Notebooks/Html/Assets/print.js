// On paper: answers that are still folded are gathered at the end, with a number, and a mark stands where each belongs. What the
// reader has unfolded stays in its place. (Charts come to paper in charts.js; without scripts, what is folded prints where it stands.)
(() => {
  'use strict';

  const main = document.querySelector('.nb-main');
  let putBack = null;

  addEventListener('beforeprint', () => {
    if (putBack) return;
    const folds = [...main.querySelectorAll('.nb-text details:not([open])')].filter(fold => !fold.parentElement.closest('details'));
    if (folds.length === 0) return;
    const headings = [...main.querySelectorAll('h1, h2, h3, h4, h5, h6')];
    const gathered = document.createElement('section');
    gathered.className = 'nb-answers';
    gathered.append(made('h2', '', 'Answers'));

    const moved = folds.map((fold, i) => {
      const summary = fold.querySelector('summary');
      const section = headings.findLast(heading => heading.compareDocumentPosition(fold) & Node.DOCUMENT_POSITION_FOLLOWING);
      const mark = made('p', 'nb-belongs', ...copyOf(summary), made('span', '', ` → answer ${i + 1}`));
      const answer = made('section', 'nb-answer', made('h3', '', `${i + 1} · `, ...copyOf(section), made('small', '', ' ', ...copyOf(summary))));
      const content = [...fold.childNodes].filter(node => node !== summary);
      fold.before(mark);
      answer.append(...content);
      gathered.append(answer);
      fold.hidden = true;
      return { fold, mark, content };
    });
    main.append(gathered);

    putBack = () => {
      for (const { fold, mark, content } of moved) {
        fold.append(...content);
        fold.hidden = false;
        mark.remove();
      }
      gathered.remove();
      putBack = null;
    };
  });
  addEventListener('afterprint', () => putBack?.());

  function made(name, style, ...content) {
    const element = document.createElement(name);
    element.className = style;
    element.append(...content);
    return element;
  }

  // Text and formulas of a heading or a summary, without its link and its id.
  function copyOf(element) {
    if (!element) return [];
    const copy = element.cloneNode(true);
    for (const link of copy.querySelectorAll('.nb-anchor')) link.remove();
    return [...copy.childNodes];
  }
})();
