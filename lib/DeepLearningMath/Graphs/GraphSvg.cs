using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace DeepLearningMath;

/// <summary>
/// A placed graph as SVG. Every value stands on a line right of the circle or box that it comes from: its number above the line, its gradient below.
/// Colours come from the page's custom properties; without them the drawing brings a light paper of its own.
/// </summary>
internal sealed class GraphSvg(GraphLayout layout, string title, string description)
{
    private const double Radius = 19, Margin = 14, Gap = 36, LegendHeight = 30;
    private const string Ink = "var(--dl-ink,#1a1a1a)", Muted = "var(--dl-muted,#5f6670)", Paper = "var(--dl-paper,#ffffff)", Accent = "var(--dl-accent,#5f6670)";
    private const string ValueColor = "var(--dl-value,#00568a)", GradientColor = "var(--dl-gradient,#b04000)";

    private readonly StringBuilder _lines = new(), _shapes = new(), _names = new(), _values = new(), _gradients = new();
    private readonly (double Left, double Line, double Right)[] _columns = new (double, double, double)[layout.Columns.Length];

    public string Write()
    {
        var x = Margin;
        foreach (var (i, column) in layout.Columns.Index())
        {
            var variables = column.Where(place => place.Variable is not null).Select(place => place.Variable!).ToArray();
            var line = x + variables.Max(ShapeWidth);
            _columns[i] = (x, line, line + variables.Max(LineWidth));
            x = _columns[i].Right + Gap;
        }
        var width = Math.Max(300, x - Gap + Margin);
        var height = layout.Height + 2 * Margin + LegendHeight;
        foreach (var place in layout.Columns.SelectMany(column => column)) Draw(place);

        return Invariant($"""
            <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{Readable.Html(description)}" viewBox="0 0 {width:0.#} {height:0.#}" style="display:block;width:100%;min-width:{width * 0.7:0}px;max-width:{width * 1.15:0}px;font:13px system-ui,-apple-system,'Segoe UI',sans-serif">
            <title>{Readable.Html(title)}</title>
            <rect width="100%" height="100%" rx="6" style="fill:{Paper}"/>
            <g style="fill:none;stroke:{Muted};stroke-width:1.5">{_lines}
            </g>
            <g style="fill:{Paper};stroke:{Accent};stroke-width:1.5">{_shapes}
            </g>
            <g style="fill:{Ink};text-anchor:middle;font-weight:600">{_names}
            </g>
            <g style="fill:{ValueColor};text-anchor:middle">{_values}
            </g>
            <g style="fill:{GradientColor};text-anchor:middle;font-style:italic">{_gradients}
            </g>
            <text x="{Margin}" y="{height - 14:0.#}" style="fill:{Muted};font-size:12px"><tspan style="fill:{ValueColor}">above a line: the value</tspan>{(_gradients.Length > 0 ? $"  ·  <tspan style=\"fill:{GradientColor};font-style:italic\">below: its gradient</tspan>" : "")}</text>
            </svg>
            """).ReplaceLineEndings("\n");
    }

    private void Draw(GraphLayout.Place place)
    {
        var (left, line, right) = _columns[place.Column];
        var y = place.Y + Margin;
        if (place.Variable is { } variable)
        {
            Line(line, right, y);
            var middle = (line + right) / 2;
            Text(_values, middle, y - 7, Above(variable));
            if (GraphLabels.Gradient(variable) is { } gradient) Text(_gradients, middle, y + 18, gradient);
            Shape(variable, line, y);
            if (place.Outgoing.Count == 0 && variable.Node is not null) Arrowhead(right + 7, y);
        }
        else
        {
            Line(left, right, y);
        }
        foreach (var edge in place.Outgoing) Curve(right, y, edge);
    }

    private void Curve(double right, double y, GraphLayout.Edge edge)
    {
        var (nextLeft, nextLine, _) = _columns[edge.To.Column];
        var end = (X: nextLeft, Y: edge.To.Y + Margin);
        if (edge.To.Variable is { } user)
        {
            // The edge ends on the rim of the operation, the first input above.
            end = (nextLine - ShapeWidth(user) / 2 - Rim(user, edge.Shift) - 7, end.Y + edge.Shift);
            Arrowhead(end.X + 7, end.Y);
        }
        var turn = nextLeft - Gap / 2;
        _lines.Append(Invariant($"\n<path d=\"M{right:0.#} {y:0.#}C{turn:0.#} {y:0.#} {turn:0.#} {end.Y:0.#} {nextLeft - 8:0.#} {end.Y:0.#}H{end.X:0.#}\"/>"));
    }

    /// <summary>Half the width of an operation's shape at some distance from its middle.</summary>
    private static double Rim(Variable user, double shift) =>
        ShapeWidth(user) / 2 - Radius + Math.Sqrt(Radius * Radius - shift * shift);

    private void Shape(Variable variable, double right, double y)
    {
        var width = ShapeWidth(variable);
        var middle = right - width / 2;
        if (variable.Node is { } node)
        {
            _shapes.Append(Invariant($"\n<rect x=\"{right - width:0.#}\" y=\"{y - Radius:0.#}\" width=\"{width:0.#}\" height=\"{2 * Radius}\" rx=\"{Radius}\"/>"));
            Text(_names, middle, y + 5, GraphLabels.Symbol(node));
        }
        else if (variable.Name is { } name)
        {
            var dashed = variable.IsConstant ? " style=\"stroke-dasharray:4 3\"" : "";
            _shapes.Append(Invariant($"\n<rect x=\"{right - width:0.#}\" y=\"{y - 14:0.#}\" width=\"{width:0.#}\" height=\"28\" rx=\"4\"{dashed}/>"));
            Text(_names, middle, y + 5, name);
        }
        else
        {
            _shapes.Append(Invariant($"\n<circle cx=\"{right:0.#}\" cy=\"{y:0.#}\" r=\"4\"/>"));
        }
    }

    private void Line(double from, double to, double y) => _lines.Append(Invariant($"\n<path d=\"M{from:0.#} {y:0.#}H{to:0.#}\"/>"));

    private void Arrowhead(double x, double y) => _lines.Append(Invariant($"\n<path d=\"M{x - 8:0.#} {y - 4:0.#}L{x:0.#} {y:0.#}L{x - 8:0.#} {y + 4:0.#}z\" style=\"fill:{Muted}\"/>"));

    private static void Text(StringBuilder target, double x, double y, string text) =>
        target.Append(Invariant($"\n<text x=\"{x:0.#}\" y=\"{y:0.#}\">{Readable.Html(text)}</text>"));

    /// <summary>The name of what starts a graph stands in its box; that of what is computed goes with its value.</summary>
    private static string Above(Variable variable)
    {
        var value = GraphLabels.Value(variable.Value);
        return variable.Node is not null && variable.Name is { } name ? $"{name} = {value}" : value;
    }

    private static double ShapeWidth(Variable variable) => variable.Node is { } node
        ? Math.Max(2 * Radius, TextWidth(GraphLabels.Symbol(node)) + 18)
        : variable.Name is { } name ? Math.Max(30, TextWidth(name) + 18) : 4;

    private static double LineWidth(Variable variable) =>
        Math.Max(TextWidth(Above(variable)), TextWidth(GraphLabels.Gradient(variable) ?? "")) + 10;

    // No font is at hand to measure with: a generous width for each letter, a square for each Korean one.
    private static double TextWidth(string text) => text.Sum(letter => CharUnicodeInfo.GetUnicodeCategory(letter) switch
    {
        UnicodeCategory.NonSpacingMark => 0.0,
        UnicodeCategory.OtherLetter => 13.5,
        _ => letter is ' ' or ',' or '.' or '[' or ']' or '(' or ')' ? 4.8 : 7.9,
    });
}
