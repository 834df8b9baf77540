namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson01 = new()
    {
        ["01.1"] =
        [
            Minus("(dz, dz)"), Minus("(-dz, dz)"), Minus("(1, -1)"), Minus("(-dz, -dz)"), Minus("(0, 0)"),
        ],
        ["01.2"] =
        [
            Multiply("(_x * dz, _y * dz)"), Multiply("(_y, _x)"), Multiply("(dz, dz)"), Multiply("(_x * _y * dz, _x * _y * dz)"),
        ],
        ["01.3"] =
        [
            Square("2 * _x"), Square("_x * _x * dz"), Square("2 * dz"), Square("_x * dz"),
        ],
        ["01.4"] =
        [
            Mean("double _n;", "Enumerable.Repeat(dz, (int)_n).ToArray()"),
            Mean("int _n;", "Enumerable.Repeat(1 / _n * dz, _n).ToArray()"),
            Mean("int _n; double[] _values = [];", "_values.Select(value => value / _n * dz).ToArray()"),
            Mean("int _n;", "Enumerable.Repeat(1.0 / _n, _n).ToArray()"),
            Mean("int _n;", "[dz / _n]"),
        ],
        ["01.5"] =
        [
            GradientAtX("2 * p + w"), GradientAtX("2 * p"), GradientAtX("2 * p * s"), GradientAtX("2 * p * w * x"), GradientAtX("2 * p * w + 1"),
        ],
        ["01.6"] = [Nudge("0.01"), Nudge("1e-12"), Nudge("1e-20"), Nudge("-1e-5")],
    };

    private static string Minus(string answer) => $$"""
        class MyMinus
        {
            public double Forward(double x, double y) => x - y;

            public (double Dx, double Dy) Backward(double dz) => {{answer}};
        }

        var myMinus = new MyMinus();
        """;

    private static string Multiply(string answer) => $$"""
        class MyMultiply
        {
            double _x, _y;

            public double Forward(double x, double y)
            {
                (_x, _y) = (x, y);
                return x * y;
            }

            public (double Dx, double Dy) Backward(double dz) => {{answer}};
        }

        var myMultiply = new MyMultiply();
        """;

    private static string Square(string answer) => $$"""
        class MySquare
        {
            double _x;

            public double Forward(double x)
            {
                _x = x;
                return x * x;
            }

            public double Backward(double dz) => {{answer}};
        }

        var mySquare = new MySquare();
        """;

    private static string Mean(string memory, string answer) => $$"""
        class MyMean
        {
            {{memory}}

            public double Forward(double[] values)
            {
                _n = values.Length;
                {{(memory.Contains("_values", StringComparison.Ordinal) ? "_values = values;" : "")}}
                return values.Average();
            }

            public double[] Backward(double dz) => {{answer}};
        }

        var myMean = new MyMean();
        """;

    private static string GradientAtX(string answer) => $$"""
        double GradientAtX(double x, double y, double w)
        {
            var s = x + y;
            var p = s * w;
            return {{answer}};
        }
        """;

    private static string Nudge(string answer) => $"var nudge = {answer};";
}
