namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson08 = new()
    {
        ["08.1"] =
        [
            LossOf("target.Zip(output, (y, yHat) => Math.Pow(y - yHat, 2)).Average()"),
            LossOf("Math.Pow(1 - output[right], 2)"),
            LossOf("target.Zip(output, (y, yHat) => Math.Abs(y - yHat)).Sum()"),
            LossOf("Math.Pow(target.Zip(output, (y, yHat) => y - yHat).Sum(), 2)"),
            LossOf("Math.Sqrt(target.Zip(output, (y, yHat) => Math.Pow(y - yHat, 2)).Sum())"),
            LossOf("-Math.Log(output[right])"),
            LossOf("output.Select(yHat => yHat * yHat).Sum()"),
        ],
        ["08.2"] =
        [
            "(double Theta1, double Theta0) Level(double d1, double d0) => (-d1, -d0);",
            "(double Theta1, double Theta0) Level(double d1, double d0) => (d0, d1);",
            "(double Theta1, double Theta0) Level(double d1, double d0) => (d1, -d0);",
            "(double Theta1, double Theta0) Level(double d1, double d0) => (0, 0);",
            "(double Theta1, double Theta0) Level(double d1, double d0) => (1, 0);",
            "(double Theta1, double Theta0) Level(double d1, double d0) => (0, 1);",
        ],
        ["08.3"] =
        [
            "double Border(double smallest, double largest) => 1 / largest;",
            "double Border(double smallest, double largest) => 2 / smallest;",
            "double Border(double smallest, double largest) => 2 / (smallest + largest);",
            "double Border(double smallest, double largest) => 2 / (largest - smallest);",
            "double Border(double smallest, double largest) => largest / 2;",
            "double Border(double smallest, double largest) => 2 * largest;",
        ],
        ["08.4"] =
        [
            "double ForSum(double forMean, int n) => forMean;",
            "double ForSum(double forMean, int n) => forMean * n;",
            "double ForSum(double forMean, int n) => forMean / Math.Sqrt(n);",
            "double ForSum(double forMean, int n) => forMean / 2;",
            "double ForSum(double forMean, int n) => forMean / (n * n);",
        ],
        ["08.5"] =
        [
            "double SizeFor(double size, double error, double wanted) => size * error / wanted;",
            "double SizeFor(double size, double error, double wanted) => size * Math.Sqrt(error / wanted);",
            "double SizeFor(double size, double error, double wanted) => size * size;",
            "double SizeFor(double size, double error, double wanted) => size * Math.Pow(wanted / error, 2);",
            "double SizeFor(double size, double error, double wanted) => size * 4;",
            "double SizeFor(double size, double error, double wanted) => size * 2;",
        ],
        ["08.6"] =
        [
            "var myRate = 0.045;",
            "var myRate = 0.0915;",
            "var myRate = 0.093;",
            "var myRate = 2.0;",
            "var myRate = double.NaN;",
            "var myRate = -0.04;",
        ],
    };

    private static string LossOf(string answer) => $$"""
        double LossOf(double[] output, int right)
        {
            var target = output.Select((_, k) => k == right ? 1.0 : 0.0).ToArray();
            return {{answer}};
        }
        """;
}
