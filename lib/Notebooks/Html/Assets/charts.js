// Draws the charts, each when the reader comes near it, in the page's colours; those that move are moved by real controls.
(() => {
  'use strict';

  const plots = [...document.querySelectorAll('.nb-plot')];
  if (plots.length === 0) return;

  const assets = document.currentScript.src.replace(/[^/]*$/, '');
  const still = matchMedia('(prefers-reduced-motion: reduce)');

  // A page that carries all that it needs has it already.
  let loading = window.Plotly && Promise.resolve(window.Plotly);
  const plotly = () => loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = assets + 'plotly.min.js';
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error('plotly.min.js is not beside the page'));
    document.head.append(script);
  });

  const seen = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      draw(target);
    }
  }, { rootMargin: '600px 0px' });
  for (const plot of plots) seen.observe(plot);

  const redraws = [];
  const jump = { mode: 'immediate', frame: { duration: 0, redraw: true }, transition: { duration: 0 } };
  for (const preference of ['(prefers-color-scheme: dark)', '(forced-colors: active)'])
    matchMedia(preference).addEventListener('change', repaint);
  addEventListener('nb-theme', repaint);

  function repaint() {
    if (!isPrinting) redraws.forEach(redraw => redraw());
  }

  // On paper a chart is light, as wide as the text, and drawn even if its reader never came near it. The browser does not wait:
  // all of this happens at once, which is why plotly is fetched while the page is read.
  let isPrinting = false;
  const paperWidth = 640;
  plotly().catch(() => {});
  addEventListener('beforeprint', () => {
    isPrinting = true;
    if (!window.Plotly) return;
    for (const plot of plots) seen.unobserve(plot);
    redraws.forEach(redraw => redraw());
    for (const plot of plots.filter(plot => !plot.dataset.state)) start(plot, window.Plotly);
  });
  addEventListener('afterprint', () => {
    isPrinting = false;
    redraws.forEach(redraw => redraw());
  });

  async function draw(plot) {
    try {
      const Plotly = await plotly();
      // The paper may have been faster.
      if (!plot.dataset.state) start(plot, Plotly);
    } catch (error) {
      fail(plot, error);
    }
  }

  function start(plot, Plotly) {
    plot.dataset.state = 'begun';
    const box = document.createElement('div');
    try {
      const figure = JSON.parse(plot.querySelector('script').textContent);
      const player = movable(figure);
      plot.append(box);
      let isNarrow = plot.clientWidth < 600;
      // Its buttons would cover the title where there is no room beside it.
      const config = { responsive: true, displaylogo: false, displayModeBar: isNarrow ? false : 'hover', modeBarButtonsToRemove: ['sendDataToCloud', 'editInChartStudio', 'sendChartToCloud', 'lasso2d', 'select2d'] };
      const redraw = () => {
        // Where the reader has moved the chart to, it stays.
        const now = themed(figure, isNarrow, player?.label());
        (box.layout.sliders ?? []).forEach((slider, i) => { now.layout.sliders[i].active = slider.active; });
        return Plotly.react(box, { ...now, config }).then(() => quiet(box));
      };
      if (player) plot.append(controls(player, async name => {
        // Plotly throws where another call cuts a frame short; that call draws.
        try { await Plotly.animate(box, [name], jump); } catch { /* drawn by then */ }
      }));
      const drawing = Plotly.newPlot(box, { ...themed(figure, isNarrow), config });
      redraws.push(redraw);
      drawing.then(() => {
        quiet(box);
        new ResizeObserver(() => {
          if (isPrinting || plot.clientWidth === 0 || isNarrow === plot.clientWidth < 600) return;
          isNarrow = !isNarrow;
          redraw();
        }).observe(plot);
        plot.style.minHeight = '';
        plot.dataset.drawn = '';
      }).catch(error => fail(plot, error, box));
    } catch (error) {
      fail(plot, error, box);
    }
  }

  function fail(plot, error, box) {
    box?.remove();
    plot.querySelector('.nb-player')?.remove();
    plot.classList.add('nb-failed');
    const note = document.createElement('p');
    note.className = 'nb-note';
    note.textContent = 'This chart could not be drawn: ' + error.message;
    plot.append(note);
    console.error(error);
  }

  // Loose numbers say nothing aloud: the figure's name, its description and its table say what is drawn.
  function quiet(box) {
    for (const layer of document.querySelectorAll('.main-svg, .gl-container, .modebar svg, #js-plotly-tester')) layer.setAttribute('aria-hidden', 'true');
    box.querySelector('.modebar')?.setAttribute('aria-label', 'Tools for the chart');
  }

  // Plotly draws its slider and buttons into the picture, where no keyboard reaches them. If they only go through the frames, they
  // are taken out, for real ones below it; a figure may say how much lower it is without them (layout.meta.controls).
  function movable(figure) {
    const { frames, layout } = figure;
    const { controls: height, narrow = {} } = layout.meta ?? {};
    const [slider, ...others] = layout.sliders ?? [];
    if (!slider || others.length > 0 || !frames?.every(frame => frame.name) || !slider.steps?.every(step => step.method === 'animate')) return null;
    const play = layout.updatemenus?.[0]?.buttons?.[0]?.args?.[1]?.frame?.duration;
    delete layout.sliders;
    delete layout.updatemenus;
    for (const frame of frames) delete frame.layout?.updatemenus;
    if (height) {
      layout.height -= height.wide;
      layout.margin.b -= height.wide;
    }
    for (const path of Object.keys(narrow)) {
      if (/^(sliders|updatemenus)\b/.test(path)) delete narrow[path];
      else if (height && (path === 'height' || path === 'margin.b')) narrow[path] -= height.narrow;
    }
    return { name: slider.currentvalue?.prefix?.replace(/[\s=:]+$/, '') || 'frame', labels: frames.map(frame => frame.name), pause: play ?? 300 };
  }

  // A play button, one step back and forward, and a slider. Frames follow each other without gliding, and nothing plays unasked.
  function controls(player, animate) {
    const { name, labels } = player;
    const row = document.createElement('div');
    row.className = 'nb-player';
    row.setAttribute('role', 'group');
    row.setAttribute('aria-label', 'Move the chart');
    let timer = 0;
    let at = 0;
    let wanted = null;
    let drawing = null;

    const button = (text, label, act) => {
      const made = document.createElement('button');
      made.type = 'button';
      made.textContent = text;
      if (label) made.setAttribute('aria-label', label);
      made.addEventListener('click', act);
      row.append(made);
      return made;
    };
    const play = button('▶ Play', '', () => timer ? stop() : start());
    play.className = 'nb-play';
    button('−1', '−1, one step back', () => { stop(); show(at - 1); });
    button('+1', '+1, one step forward', () => { stop(); show(at + 1); });
    const slider = document.createElement('input');
    slider.type = 'range';
    slider.max = labels.length - 1;
    slider.setAttribute('aria-label', name || 'step');
    slider.addEventListener('input', () => { stop(); show(+slider.value); });
    const value = document.createElement('output');
    value.setAttribute('aria-live', 'off');
    row.append(slider, value);

    // While one frame is being drawn, only the last one asked for waits.
    function show(index = at) {
      at = wanted = Math.max(0, Math.min(index, labels.length - 1));
      slider.value = at;
      value.textContent = `${name} ${labels[at]}`.trim();
      slider.setAttribute('aria-valuetext', value.textContent);
      return drawing ??= (async () => {
        try {
          while (wanted !== null) {
            const next = labels[wanted];
            wanted = null;
            await animate(next);
          }
        } finally {
          drawing = null;
        }
      })();
    }
    player.label = () => labels[at];

    function start() {
      if (at === labels.length - 1) show(0);
      play.textContent = '❚❚ Pause';
      // Who wants little motion gets one frame after the other, not a film.
      const pause = still.matches ? Math.max(player.pause, 1000) : player.pause;
      const next = async () => {
        await show(at + 1);
        if (!timer) return;
        if (at === labels.length - 1) stop();
        else timer = setTimeout(next, pause);
      };
      timer = setTimeout(next, pause);
    }
    function stop() {
      clearTimeout(timer);
      timer = 0;
      play.textContent = '▶ Play';
    }

    value.textContent = `${name} ${labels[0]}`.trim();
    slider.value = 0;
    slider.setAttribute('aria-valuetext', value.textContent);
    return row;
  }

  // A figure says itself how it would stand on a narrow screen: paths of its layout and their values.
  function themed(figure, isNarrow, frame) {
    const { data, layout, frames } = structuredClone(figure);
    const color = colors();
    const clear = 'rgba(0,0,0,0)';
    if (color.isDark) [data, layout, frames].forEach(part => turnDark(part, color));

    delete layout.width;
    layout.autosize = !isPrinting;
    if (isPrinting) Object.assign(layout, { width: paperWidth, height: layout.height ?? 420 });
    layout.uirevision ??= 'kept';
    layout.paper_bgcolor = layout.plot_bgcolor = clear;
    layout.font = { ...layout.font, color: color.ink, family: getComputedStyle(document.documentElement).getPropertyValue('--nb-sans').trim() };
    layout.modebar = { ...layout.modebar, bgcolor: clear, color: color.muted, activecolor: color.accent };
    if (layout.legend) layout.legend.bgcolor = clear;
    if (layout.title?.font) layout.title.font.color = color.ink;

    const axis = { gridcolor: color.grid, zerolinecolor: color.muted, linecolor: color.muted, tickcolor: color.muted };
    const space = { ...axis, backgroundcolor: clear, showbackground: false };
    const defaults = layout.template?.layout ?? {};
    layout.template = {
      data: layout.template?.data,
      layout: {
        ...defaults,
        xaxis: { ...defaults.xaxis, ...axis }, yaxis: { ...defaults.yaxis, ...axis },
        scene: { xaxis: space, yaxis: space, zaxis: space },
        polar: { bgcolor: clear, radialaxis: axis, angularaxis: axis },
      },
    };
    for (const [key, part] of Object.entries(layout)) {
      if (/^[xy]axis\d*$/.test(key)) paint(part, axis);
      else if (/^scene\d*$/.test(key)) ['xaxis', 'yaxis', 'zaxis'].forEach(name => part[name] && Object.assign(part[name], space));
      else if (/^polar\d*$/.test(key)) part.bgcolor = clear;
    }
    for (const control of [...layout.sliders ?? [], ...layout.updatemenus ?? []]) {
      control.font = { ...control.font, color: color.ink };
      if (control.currentvalue?.font) control.currentvalue.font.color = color.ink;
      control.tickcolor = color.muted;
    }
    if (still.matches) withoutMotion(layout);
    if (isNarrow && !isPrinting) {
      for (const [path, value] of Object.entries(layout.meta?.narrow ?? {})) {
        const names = path.split('.');
        const last = names.pop();
        names.reduce((part, name) => part[name] ??= {}, layout)[last] = value;
      }
    }
    const shown = frames?.find(each => each.name === frame);
    shown?.data?.forEach((part, i) => merge(data[shown.traces?.[i] ?? i], part));
    if (shown?.layout) merge(layout, shown.layout);
    return { data, layout, frames };
  }

  // What a frame says goes over what stood there; a list is taken whole.
  function merge(target, part) {
    for (const [key, value] of Object.entries(part)) {
      if (value?.constructor === Object && target[key]?.constructor === Object) merge(target[key], value);
      else target[key] = value;
    }
  }

  // The page's colours as they are now: the system's, the reader's choice, a forced contrast; on paper the light ones.
  function colors() {
    const probe = document.body.appendChild(document.createElement('span'));
    if (isPrinting) probe.style.colorScheme = 'light';
    const found = {};
    for (const name of ['ink', 'muted', 'line', 'grid', 'paper', 'accent']) {
      probe.style.color = `var(--nb-${name})`;
      found[name] = getComputedStyle(probe).color;
    }
    probe.remove();
    found.isDark = !isPrinting && lightness(getComputedStyle(document.body).backgroundColor) < 128;
    return found;
  }

  function paint(axis, colors) {
    Object.assign(axis, colors);
    if (axis.tickfont) delete axis.tickfont.color;
    if (axis.title?.font) delete axis.title.font.color;
  }

  // A figure is written for white paper: what is nearly black there becomes the colour of the text, what is nearly white
  // the colour of the page. Colours between stay what they are.
  function turnDark(part, color) {
    if (!part || typeof part !== 'object') return;
    for (const [key, value] of Object.entries(part)) {
      if (/color$/i.test(key) && (typeof value === 'string' || Array.isArray(value))) {
        part[key] = Array.isArray(value) ? value.map(v => typeof v === 'string' ? turned(v, color) : v) : turned(value, color);
      } else if (typeof value === 'object' && key !== 'x' && key !== 'y' && key !== 'z' && key !== 'colorscale') {
        turnDark(value, color);
      }
    }
  }

  const canvas = document.createElement('canvas').getContext('2d');
  function parts(text) {
    canvas.fillStyle = '#123456';
    canvas.fillStyle = text;
    const solid = /^#(..)(..)(..)$/.exec(canvas.fillStyle);
    if (solid) return [...solid.slice(1).map(hex => parseInt(hex, 16)), 1];
    return /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/.exec(canvas.fillStyle)?.slice(1).map(Number) ?? [128, 128, 128, 1];
  }

  function lightness(text) {
    const [red, green, blue] = parts(text);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function turned(text, color) {
    const [red, green, blue, opacity] = parts(text);
    const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
    const light = lightness(text);
    const name = spread > 60 ? null : light < 75 ? 'ink' : light > 235 ? 'paper' : null;
    if (!name || opacity === 0) return text;
    return `rgba(${parts(color[name]).slice(0, 3).join(', ')}, ${opacity})`;
  }

  // Frames that the reader asks for jump; nothing glides.
  function withoutMotion(layout) {
    delete layout.transition;
    for (const slider of layout.sliders ?? []) slider.transition = { duration: 0 };
  }
})();
