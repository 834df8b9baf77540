using System.Security.Cryptography;
using System.Text;

namespace DeepLearningMath;

/// <summary>A chart as HTML that needs nothing from the page it is put in.</summary>
internal static class ChartHtml
{
    public const string PlotlyVersion = "4.1.2";

    /// <summary>The hash of plotly.min.js of that version, as in the npm package plotly.js-dist-min: nothing else is run.</summary>
    public const string PlotlyIntegrity = "sha384-hHv6D3tTUUBpp4tVv6t2Dc3oGuRhphmWOTKUR8jWyN0Pnon1g3iebKCNDNmKmxo8";

    // The script finds its boxes by a key made of the chart: notebooks run scripts in ways that leave document.currentScript unset,
    // and one chart can be shown twice. The fetched text is run as a function of module and define, or a page that has a module loader would keep Plotly for itself.
    private const string Script = """
        (figure => {
        const boxes = [...document.querySelectorAll('[data-chart="KEY"]:empty')];
        const isDark = element => {
          for (let e = element; e; e = e.parentElement) {
            const c = getComputedStyle(e).backgroundColor.match(/[\d.]+/g);
            if (c && c[3] !== '0') return 0.3 * c[0] + 0.6 * c[1] + 0.1 * c[2] < 128;
          }
          return matchMedia('(prefers-color-scheme: dark)').matches;
        };
        const draw = Plotly => boxes.forEach(box => {
          const { data, layout, frames, config } = structuredClone(figure);
          if (isDark(box)) {
            layout.paper_bgcolor = layout.plot_bgcolor = '#1f1f1f';
            layout.font.color = '#e6e6e6';
            for (const [key, axis] of Object.entries(layout)) if (/^[xy]axis/.test(key)) axis.gridcolor = '#3a3a3a';
            for (const { marker, textfont } of data) for (const part of [marker, marker?.line, textfont]) if (part?.color === 'INK') part.color = '#e6e6e6';
          }
          const narrow = {}, wide = {};
          for (const [path, value] of Object.entries(layout.meta.narrow)) {
            const key = path.replace(/\.(\d+)/g, '[$1]');
            narrow[key] = value;
            wide[key] = path.split('.').reduce((part, name) => part[name], layout);
          }
          let isNarrow = false;
          const fit = () => {
            const now = box.clientWidth > 0 && box.clientWidth < 600;
            if (now !== isNarrow) Plotly.relayout(box, (isNarrow = now) ? narrow : wide);
          };
          Plotly.newPlot(box, { data, layout, frames, config }).then(() => new ResizeObserver(fit).observe(box));
          if (!frames) return;
          // Plotly's own slider takes no keys.
          box.tabIndex = 0;
          box.setAttribute('role', 'group');
          box.setAttribute('aria-label', 'Chart: arrow keys go through the frames');
          box.addEventListener('keydown', event => {
            const at = box.layout.sliders[0].active ?? 0, last = frames.length - 1;
            const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
            if (to === undefined || event.target !== box) return;
            event.preventDefault();
            Plotly.animate(box, [frames[Math.max(0, Math.min(to, last))].name], { mode: 'immediate', frame: { duration: 0, redraw: true }, transition: { duration: 0 } });
          });
        });
        const list = () => boxes.forEach(box => {
          const table = box.appendChild(document.createElement('table'));
          table.createCaption().textContent = figure.layout.title.text.replaceAll('<br>', ' ');
          const row = (...cells) => { const r = table.insertRow(); cells.forEach(c => { r.insertCell().textContent = c ?? ''; }); };
          row('', 'x', 'y');
          const named = figure.data.filter(trace => trace.name);
          for (const { name, x = [], y = [] } of named.length ? named : figure.data) x.slice(0, 100).forEach((value, i) => row(i ? '' : name, value, y[i]));
        });
        if (window.Plotly) draw(window.Plotly);
        else (window.plotlyOnce ??= fetch('https://cdn.jsdelivr.net/npm/plotly.js-dist-min@VERSION/plotly.min.js', { integrity: 'INTEGRITY' })
          .then(answer => answer.ok ? answer.text() : Promise.reject(answer.status))
          .then(text => {
            const script = document.createElement('script');
            script.textContent = '(function (module, exports, define) {' + text + '\n}).call(window);';
            document.head.append(script);
            return window.Plotly;
          })).then(draw, list);
        })
        """;

    public static string Write(Chart chart)
    {
        var figure = PlotlyJson.Write(chart.ToJson());
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(figure)))[..12];
        var script = Script.Replace("KEY", key).Replace("VERSION", PlotlyVersion).Replace("INTEGRITY", PlotlyIntegrity).Replace("INK", Palette.Ink);
        return $"""
            <figure style="margin:0" aria-label="{Readable.Html(chart.Title)}">
            <div data-chart="{key}"></div>
            <figcaption style="font-size:0.85em;opacity:0.8">{Readable.Html(chart.Description)}</figcaption>
            <script>{script}({figure});</script>
            </figure>
            """;
    }
}
