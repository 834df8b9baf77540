namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson04 = new()
    {
        ["04.1"] =
        [
            "double CostOf(double[] errors) => errors.Select(error => error * error).Sum();",
            "double CostOf(double[] errors) => 1 / errors.Length * errors.Select(error => error * error).Sum();",
            "double CostOf(double[] errors) => Math.Pow(errors.Average(), 2);",
            "double CostOf(double[] errors) => errors.Average();",
            "double CostOf(double[] errors) => errors.Select(error => Math.Abs(error)).Average();",
            "double CostOf(double[] errors) => errors.Select(error => error * error).Sum() / 2;",
        ],
        ["04.2"] =
        [
            "double[] Share(double[] losses, double dC) => losses.Select(loss => dC).ToArray();",
            "double[] Share(double[] losses, double dC) => losses.Select(loss => loss / losses.Sum() * dC).ToArray();",
            "double[] Share(double[] losses, double dC) => losses.Select(loss => losses.Length * dC).ToArray();",
            "double[] Share(double[] losses, double dC) => losses.Select(loss => 1.0 / losses.Length).ToArray();",
            "double[] Share(double[] losses, double dC) => losses.Select(loss => 1 / losses.Length * dC).ToArray();",
            "double[] Share(double[] losses, double dC) => losses.Select(loss => dC / 2).ToArray();",
        ],
        ["04.3"] =
        [
            Gradient("xs.Zip(errors, (x, error) => -2 * x * error).Sum()"),
            Gradient("-2 * xs.Average() * errors.Average()"),
            Gradient("xs.Zip(errors, (x, error) => -2 * x * error).Average() / xs.Length"),
            Gradient("xs.Zip(errors, (x, error) => 2 * x * error).Average()"),
            Gradient("xs.Zip(errors, (x, error) => -x * error).Average()"),
            Gradient("errors.Select(error => -2 * error).Average()"),
            Gradient("-xs.Zip(errors, (x, error) => x * error).Sum()"),
        ],
        ["04.4"] =
        [
            "double Join(double mean, int n, double own) => (n * mean + own) / n;",
            "double Join(double mean, int n, double own) => n * mean + own;",
            "double Join(double mean, int n, double own) => own;",
            "double Join(double mean, int n, double own) => (mean + own) / 2;",
            "double Join(double mean, int n, double own) => (mean + own) / (n + 1);",
            "double Join(double mean, int n, double own) => mean + own / (n + 1);",
            "double Join(double mean, int n, double own) => 1 / (n + 1) * (n * mean + own);",
        ],
        ["04.5"] =
        [
            "var start = (Theta1: 0.0, Theta0: 0.0);",
            "var start = (Theta1: 0.0, Theta0: -1.0);",
            "var start = (Theta1: -0.75, Theta0: 0.875);",
            "var start = (Theta1: double.NaN, Theta0: 0.0);",
        ],
    };

    private static string Gradient(string answer) => $$"""
        double CostGradient(double[] xs, double[] ys, double theta1, double theta0)
        {
            var errors = xs.Zip(ys, (x, y) => y - (theta1 * x + theta0)).ToArray();
            return {{answer}};
        }
        """;
}
