namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson07 = new()
    {
        ["07.1"] =
        [
            HessianAnswer("{ meanOfSquares, mean }, { mean, 1 }"),
            HessianAnswer("{ 2 * x.Sum(v => v * v), 2 * x.Sum() }, { 2 * x.Sum(), 2 * x.Length }"),
            HessianAnswer("{ 2 * meanOfSquares, 0 }, { 0, 2 }"),
            HessianAnswer("{ 2, 2 * mean }, { 2 * mean, 2 * meanOfSquares }"),
            HessianAnswer("{ 2 * mean * mean, 2 * mean }, { 2 * mean, 2 }"),
            HessianAnswer("{ -2 * meanOfSquares, -2 * mean }, { -2 * mean, -2 }"),
        ],
        ["07.2"] =
        [
            "double ConditionNumber(double m, double s) => (2 * (m * m + s * s)) / 2;",
            KappaAnswer("sum / Math.Sqrt(product)"),
            KappaAnswer("(sum - root) / (sum + root)"),
            KappaAnswer("(sum + root) / 2"),
            KappaAnswer("Math.Sqrt((sum + root) / (sum - root))"),
            """
            double ConditionNumber(double m, double s)
            {
                var sum = 2 * (m * m + s * s) + 2;
                var product = 4 * s * s;
                var root = Math.Sqrt(sum * sum - product);
                return (sum + root) / (sum - root);
            }
            """,
        ],
        ["07.3"] =
        [
            RulerAnswer("training.Average()", "Math.Sqrt(training.Sum(v => (v - mean) * (v - mean)) / (training.Length - 1))", "(v - mean) / deviation"),
            RulerAnswer("x.Average()", "Math.Sqrt(x.Average(v => (v - mean) * (v - mean)))", "(v - mean) / deviation"),
            RulerAnswer("x.Average()", "Standardizer.Fit(training).StandardDeviation.Number", "(v - mean) / deviation"),
            RulerAnswer("training.Average()", "Standardizer.Fit(x).StandardDeviation.Number", "(v - mean) / deviation"),
            RulerAnswer("training.Average()", "training.Average(v => (v - mean) * (v - mean))", "(v - mean) / deviation"),
            RulerAnswer("training.Average()", "Math.Sqrt(training.Average(v => (v - mean) * (v - mean)))", "v / deviation"),
            RulerAnswer("training.Average()", "Math.Sqrt(training.Average(v => (v - mean) * (v - mean)))", "v - mean / deviation"),
        ],
        ["07.4"] =
        [
            BackAnswer("theta1 / deviation, theta0"),
            BackAnswer("theta1 / deviation, theta0 - theta1 * mean"),
            BackAnswer("theta1 * deviation, theta0 - theta1 * deviation * mean"),
            BackAnswer("theta1 / deviation, theta0 + theta1 / deviation * mean"),
            BackAnswer("theta1 / deviation, (theta0 - mean) / deviation"),
        ],
        ["07.5"] =
        [
            "var mine = (Offset: 0.0, Spread: 10.0);",
            "var mine = (Offset: Math.Sqrt(8.1), Spread: 1.0);",
            "var mine = (Offset: 0.0, Spread: 0.0);",
            "var mine = (Offset: double.NaN, Spread: 1.0);",
            "var mine = (Offset: 0.0, Spread: 0.5);",
            "var mine = (Offset: 0.0, Spread: 0.01);",
            "var mine = (Offset: 1.0, Spread: 2.0);",
        ],
    };

    private static string HessianAnswer(string numbers) => $$"""
        double[,] HessianOf(double[] x)
        {
            var (meanOfSquares, mean) = (x.Average(v => v * v), x.Average());
            return new double[,] { {{numbers}} };
        }
        """;

    private static string KappaAnswer(string answer) => $$"""
        double ConditionNumber(double m, double s)
        {
            var sum = 2 * (m * m + s * s) + 2;
            var product = 4 * (m * m + s * s) - 4 * m * m;
            var root = Math.Sqrt(sum * sum - 4 * product);
            return {{answer}};
        }
        """;

    private static string RulerAnswer(string mean, string deviation, string answer) => $$"""
        double[] Standardise(double[] training, double[] x)
        {
            var mean = {{mean}};
            var deviation = {{deviation}};
            return [.. x.Select(v => {{answer}})];
        }
        """;

    private static string BackAnswer(string answer) => $$"""
        (double Theta1, double Theta0) Back(double theta1, double theta0, double mean, double deviation)
            => ({{answer}});
        """;
}
