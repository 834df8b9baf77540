namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson02 = new()
    {
        ["02.1"] =
        [
            "double GradientAtPrediction(double y, double yHat) => 2 * (y - yHat);",
            "double GradientAtPrediction(double y, double yHat) => -(y - yHat);",
            "double GradientAtPrediction(double y, double yHat) => (y - yHat) * (y - yHat);",
            "double GradientAtPrediction(double y, double yHat) => y - yHat;",
            "double GradientAtPrediction(double y, double yHat) => -2 * yHat;",
        ],
        ["02.2"] =
        [
            "double GradientAtTheta(double x, double y, double theta) => 2 * x * (y - theta * x);",
            "double GradientAtTheta(double x, double y, double theta) => -2 * (y - theta * x);",
            "double GradientAtTheta(double x, double y, double theta) => -2 * theta * (y - theta * x);",
            "double GradientAtTheta(double x, double y, double theta) => -x * (y - theta * x);",
            "double GradientAtTheta(double x, double y, double theta) => -2 * (y - theta * x) + x;",
        ],
        ["02.3"] =
        [
            "double Update(double theta, double dTheta, double alpha) => theta + alpha * dTheta;",
            "double Update(double theta, double dTheta, double alpha) => theta - dTheta;",
            "double Update(double theta, double dTheta, double alpha) => -alpha * dTheta;",
            "double Update(double theta, double dTheta, double alpha) => theta - alpha;",
            "double Update(double theta, double dTheta, double alpha) => theta - dTheta / alpha;",
            "double Update(double theta, double dTheta, double alpha) => alpha * (theta - dTheta);",
        ],
        ["02.4"] =
        [
            "double OneStepRate(double x) => 1 / (x * x);",
            "double OneStepRate(double x) => 1 / (2 * x);",
            "double OneStepRate(double x) => 1 / 2 * x * x;",
            "double OneStepRate(double x) => 1.0 / 2 * x * x;",
            "double OneStepRate(double x) => 2 * x * x;",
            "double OneStepRate(double x) => 1 / (4 * x * x);",
        ],
        ["02.5"] =
        [
            "double iterations = 10 / 4 * 3;",
            "double iterations = 10.0 / 4 * 3;",
            "double iterations = Math.Ceiling(10 * 3 / 4.0);",
            "double iterations = 10 * 3;",
            "double iterations = 3;",
            "double iterations = 4 * 3;",
        ],
        ["02.6"] =
        [
            "var dare = 0.05;",
            "var dare = 0.12;",
            "var dare = 0.5;",
            "var dare = 0.111;",
            "var dare = -0.1;",
            "var dare = 0.0;",
        ],
    };
}
