// What a search finds, and how: words of English and of Korean, which has no word breaks to rely on; what ranks above what; the
// sentence that shows it. Knows nothing of the page that asks.
globalThis.notebookSearch = (() => {
  'use strict';

  const greek = { α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', η: 'eta', θ: 'theta', κ: 'kappa', λ: 'lambda', μ: 'mu', σ: 'sigma' };
  const hangul = /[가-힣]/;
  const letter = String.raw`(?:[^\P{L}ᄀ-ᇿ㄰-㆏가-힣]|[\p{M}\p{N}])`;
  const runs = new RegExp(`[가-힣]+(?: [가-힣]+)*|${letter}+(?:[-‐’'_]${letter}+)*`, 'gu');

  // ŷ, θ₁ and Ｘ are found by whoever types y, θ1 and x.
  const fold = text => text.normalize('NFKD').replace(/\p{M}+/gu, '').normalize('NFC');

  // The words of a text. A Korean run becomes its pairs of syllables, across spaces too, since 경사 하강법 and 경사하강법 are the same;
  // what is put together (back-propagation, SoftmaxCrossEntropy) can be found by its parts, and as a whole.
  function words(text, isAsked = false) {
    const found = [];
    for (const [run] of fold(text).matchAll(runs)) {
      if (hangul.test(run)) {
        for (const part of isAsked ? run.split(' ') : [run.replaceAll(' ', '')]) {
          for (let i = 1; i < part.length; i++) found.push(part.slice(i - 1, i + 1));
          if (!isAsked || part.length === 1) found.push(...part);
        }
      } else {
        // Who asks for a name as it stands in the code wants that name.
        const parts = run.split(isAsked ? /[-‐’'_]+/u : /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|[-‐’'_]+/u).filter(Boolean).map(part => part.toLowerCase());
        found.push(...parts);
        if (isAsked) continue;
        if (parts.length > 1) found.push(parts.join(''));
        for (const part of parts) if (greek[part[0]]) found.push(greek[part[0]]);
      }
    }
    return found;
  }

  const plain = text => fold(text).toLowerCase().trim();

  // The pages of an index, made ready to be searched: a function of what is asked.
  function prepare(MiniSearch, pages) {
    // A term belongs to the section that introduces it; later ones remind of it.
    const known = new Set();
    const isNew = term => !known.has(plain(term)) && known.add(plain(term));
    const sections = pages.flatMap((page, order) => page.sections.map(section => ({ ...section, page, order, terms: section.terms.filter(isNew) })));
    const search = new MiniSearch({
      fields: ['heading', 'terms', 'title', 'text', 'code', 'folded'],
      tokenize: text => words(text),
      processTerm: word => word,
      extractField: (section, field) => field === 'title' ? section.page.title : field === 'terms' ? section.terms.join(' ') : section[field],
    });
    search.addAll(sections.map((section, id) => ({ id, ...section })));

    const options = {
      tokenize: text => words(text, true),
      boost: { heading: 5, terms: 8, title: 2, text: 1, code: 0.3, folded: 0.3 },
      // What comes first introduces what comes later.
      boostDocument: id => 1 / (1 + 0.05 * sections[id].order),
      // The last word may not be typed to its end yet.
      prefix: (word, i, all) => i === all.length - 1 && word.length > 1 && !hangul.test(word),
      weights: { prefix: 0.6, fuzzy: 0.2 },
    };
    const fuzzy = word => word.length > 4 && !hangul.test(word) ? 0.2 : false;
    return (asked, most) => {
      // All words as they are; else nearly as they are; else some of them (편향을 is 편향 with a particle).
      let found = [];
      for (const way of [{ combineWith: 'AND' }, { combineWith: 'AND', fuzzy }, { combineWith: 'OR', fuzzy }]) {
        if (found.length === 0) found = search.search(asked, { ...options, ...way });
      }
      for (const hit of found) hit.score *= nearness(sections[hit.id], asked);
      return found.sort((a, b) => b.score - a.score).slice(0, most).map(({ id, terms }) => show(sections[id], new Set(terms)));
    };
  }

  // What is asked for in so many words is worth more than the same words far apart, most of all where it is explained.
  function nearness({ heading, terms, text }, asked) {
    const phrase = plain(asked);
    return (terms.some(term => plain(term) === phrase) ? 2 : 1) * (plain(heading).includes(phrase) ? 1.4 : 1) * (plain(text).includes(phrase) ? 1.2 : 1);
  }

  function show({ page, anchor, heading, text, code, folded }, terms) {
    const [sentence, hits] = best(text.split(/(?<=[.!?…])\s+|\n/), terms);
    const [line, codeHits] = hits > 0 ? ['', 0] : best(code.split('\n'), terms);
    const isCode = codeHits > 0;
    const isFolded = hits + codeHits + best([heading], terms)[1] === 0 && best([folded], terms)[1] > 0;
    return {
      href: page.href + (anchor ? '#' + anchor : ''),
      page: page.title,
      heading: marked(heading || page.title, terms),
      text: isFolded ? [{ text: 'In an answer that is folded.' }] : shortened(marked(isCode ? line.trim() : sentence, terms)),
      isCode,
    };
  }

  // The sentence that holds most of the words, the first of them.
  function best(sentences, terms) {
    let [found, most] = [sentences[0] ?? '', 0];
    for (const sentence of sentences) {
      const hits = new Set(words(sentence).filter(word => terms.has(word))).size;
      if (hits > most) [found, most] = [sentence, hits];
    }
    return [found, most];
  }

  // A text in parts, those marked that a search found.
  function marked(text, terms) {
    const marks = new Array(text.length).fill(false);
    for (const { 0: run, index } of text.matchAll(runs)) {
      if (!hangul.test(run)) marks.fill(words(run).some(word => terms.has(word)), index, index + run.length);
      else {
        const places = [...run.matchAll(/[^ ]/g)].map(syllable => index + syllable.index);
        places.forEach((place, i) => {
          if (terms.has(text[place])) marks[place] = true;
          if (i > 0 && terms.has(text[places[i - 1]] + text[place])) marks.fill(true, places[i - 1], place + 1);
        });
      }
    }
    const parts = [];
    for (let i = 0; i < text.length; i++) {
      if (i > 0 && marks[i] === marks[i - 1]) parts.at(-1).text += text[i];
      else parts.push({ text: text[i], mark: marks[i] });
    }
    return parts;
  }

  // As much as fits two lines, round the first mark.
  function shortened(parts, most = 150, before = 50) {
    const text = parts.map(part => part.text).join('');
    if (text.length <= most) return parts;
    let place = 0;
    for (const part of parts) {
      if (part.mark) break;
      place += part.text.length;
    }
    const from = place >= text.length || place <= before ? 0 : text.lastIndexOf(' ', place - before) + 1;
    let to = from + most < text.length ? text.lastIndexOf(' ', from + most) : text.length;
    if (to <= place) to = Math.min(text.length, from + most);
    const kept = [];
    let at = 0;
    for (const part of parts) {
      const piece = part.text.slice(Math.max(0, from - at), Math.max(0, to - at));
      if (piece) kept.push({ ...part, text: piece });
      at += part.text.length;
    }
    return [...from > 0 ? [{ text: '… ' }] : [], ...kept, ...to < text.length ? [{ text: ' …' }] : []];
  }

  return { words, prepare };
})();
