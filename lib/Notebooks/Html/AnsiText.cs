using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Notebooks.Html;

/// <summary>A terminal's text as HTML: colours and weight are kept, every other command is left out, a carriage return
/// writes over the line as a progress bar wants it.</summary>
internal static partial class AnsiText
{
    private static readonly string[] Names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

    /// <summary>The lines of a text as HTML, each whole in itself.</summary>
    public static IReadOnlyList<string> Lines(string text)
    {
        var state = new State();
        return [.. text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n').Select(line => Line(Overwrite(line), state))];
    }

    /// <summary>The text without its commands.</summary>
    public static string Plain(string text) => PageText.Clean(Command().Replace(text, ""));

    private static string Line(string line, State state)
    {
        var html = new StringBuilder();
        var position = 0;
        foreach (Match command in Command().Matches(line))
        {
            Append(html, line[position..command.Index], state);
            position = command.Index + command.Length;
            if (command.Groups["sgr"].Success) state.Set(command.Groups["sgr"].Value);
        }
        Append(html, line[position..], state);
        return html.ToString();
    }

    private static void Append(StringBuilder html, string text, State state)
    {
        var content = PageText.Encode(PageText.Clean(text));
        if (content.Length == 0) return;
        if (state.Attributes is { Length: > 0 } attributes) html.Append("<span").Append(attributes).Append('>').Append(content).Append("</span>");
        else html.Append(content);
    }

    /// <summary>What is left to see of a line that was written over.</summary>
    private static string Overwrite(string line)
    {
        var parts = line.TrimEnd('\r').Split('\r', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2) return line.Replace("\r", "", StringComparison.Ordinal);
        var seen = parts[0];
        // With colours in it, nobody knows how far the new text reaches; the last one wins.
        foreach (var part in parts[1..])
            seen = part.Length >= seen.Length || part.Contains('\e') || seen.Contains('\e') ? part : part + seen[part.Length..];
        return seen;
    }

    private sealed class State
    {
        private string? _color, _background, _colorStyle, _backgroundStyle;
        private bool _bold, _italic, _underline;

        public string Attributes
        {
            get
            {
                string?[] classes = [_color is null ? null : "nb-fg-" + _color, _background is null ? null : "nb-bg-" + _background, _bold ? "nb-bold" : null, _italic ? "nb-italic" : null, _underline ? "nb-underline" : null];
                // A colour on the page's own paper must be seen there, by day and by night; one on a ground of its own is as the program wants it.
                var ink = (_color, _colorStyle, _background, _backgroundStyle) switch
                {
                    (_, { } own, null, null) => $"light-dark({Shade(own, darker: true)},{Shade(own, darker: false)})",
                    (_, { } own, _, _) => own,
                    (null, null, _, { } ground) => Luminance(Channels(ground)) > 0.18 ? "#000000" : "#ffffff",
                    _ => null,
                };
                string?[] styles = [ink is null ? null : "color:" + ink, _backgroundStyle is null ? null : "background:" + _backgroundStyle];
                var named = string.Join(' ', classes.OfType<string>());
                var styled = string.Join(';', styles.OfType<string>());
                return (named.Length > 0 ? $" class=\"{named}\"" : "") + (styled.Length > 0 ? $" style=\"{styled}\"" : "");
            }
        }

        public void Set(string codes)
        {
            var numbers = codes.Split(';', ':').Select(code => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).ToArray();
            for (var i = 0; i < numbers.Length; i++)
            {
                switch (numbers[i])
                {
                    case 0: (_color, _background, _colorStyle, _backgroundStyle, _bold, _italic, _underline) = (null, null, null, null, false, false, false); break;
                    case 1: _bold = true; break;
                    case 3: _italic = true; break;
                    case 4: _underline = true; break;
                    case 22: _bold = false; break;
                    case 23: _italic = false; break;
                    case 24: _underline = false; break;
                    case >= 30 and <= 37: (_color, _colorStyle) = (Names[numbers[i] - 30], null); break;
                    case >= 90 and <= 97: (_color, _colorStyle) = ("bright-" + Names[numbers[i] - 90], null); break;
                    case >= 40 and <= 47: (_background, _backgroundStyle) = (Names[numbers[i] - 40], null); break;
                    case >= 100 and <= 107: (_background, _backgroundStyle) = ("bright-" + Names[numbers[i] - 100], null); break;
                    case 39: (_color, _colorStyle) = (null, null); break;
                    case 49: (_background, _backgroundStyle) = (null, null); break;
                    case 38: (_color, _colorStyle) = Extended(numbers, ref i); break;
                    case 48: (_background, _backgroundStyle) = Extended(numbers, ref i); break;
                }
            }
        }

        private static (string? Name, string? Style) Extended(int[] numbers, ref int i)
        {
            switch (numbers[(i + 1)..])
            {
                case [5, var index, ..]:
                    i += 2;
                    return index switch
                    {
                        < 8 => (Names[index], null),
                        < 16 => ("bright-" + Names[index - 8], null),
                        < 232 => (null, Rgb(Level((index - 16) / 36), Level((index - 16) / 6 % 6), Level((index - 16) % 6))),
                        _ => (null, Rgb(8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10)),
                    };
                case [2, var red, var green, var blue, ..]:
                    i += 4;
                    return (null, Rgb(red, green, blue));
                default:
                    return (null, null);
            }
        }

        /// <summary>The colour as dark or as light as text must be on the page's paper (WCAG's 4.5 to 1).</summary>
        private static string Shade(string color, bool darker)
        {
            const double DarkEnough = 0.155, LightEnough = 0.26;
            var channels = Channels(color);
            var luminance = Luminance(channels);
            if (darker ? luminance <= DarkEnough : luminance >= LightEnough) return color;
            var shaded = channels.Select(c => darker ? c * DarkEnough / luminance : c + (1 - c) * (LightEnough - luminance) / (1 - luminance)).Select(c => c <= 0.0031308 ? c * 12.92 : 1.055 * Math.Pow(c, 1 / 2.4) - 0.055);
            // To the safe side, whichever that is.
            return Rgb([.. shaded.Select(c => (int)(darker ? Math.Floor(c * 255) : Math.Ceiling(c * 255)))]);
        }

        private static double[] Channels(string color)
            => [.. Enumerable.Range(0, 3).Select(i => int.Parse(color.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];

        private static double Luminance(double[] channels) => 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];

        private static int Level(int step) => step == 0 ? 0 : 55 + step * 40;

        private static string Rgb(params ReadOnlySpan<int> channels)
            => string.Create(CultureInfo.InvariantCulture, $"#{Math.Clamp(channels[0], 0, 255):x2}{Math.Clamp(channels[1], 0, 255):x2}{Math.Clamp(channels[2], 0, 255):x2}");
    }

    // CSI (of which m sets colours), OSC (titles, links), and two-character commands.
    [GeneratedRegex(@"\e\[(?<sgr>[0-9;:]*)m|\e\[[0-?]*[ -/]*[@-~]|\e\][^\a\e]*(?:\a|\e\\)?|\e[@-Z\\-_=>]")]
    private static partial Regex Command();
}
