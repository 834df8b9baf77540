namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson03 = new()
    {
        ["03.1"] =
        [
            GradientAtBias("-2 * x * (y - yHat)"),
            GradientAtBias("-2 * theta0 * (y - yHat)"),
            GradientAtBias("-2 * theta1 * (y - yHat)"),
            GradientAtBias("2 * (y - yHat)"),
            GradientAtBias("-(y - yHat)"),
        ],
        ["03.2"] =
        [
            Update("theta1 -= alpha * -2 * x * error; return (theta1, theta0 - alpha * -2 * (y - (theta1 * x + theta0)));"),
            Update("theta0 += 2 * alpha * error; error = y - (theta1 * x + theta0); return (theta1 + 2 * alpha * x * error, theta0);"),
            Update("var dTheta1 = -2 * x * error; return (theta1 - alpha * dTheta1, theta0 - alpha * dTheta1);"),
            Update("return (theta1 + 2 * alpha * error, theta0 + 2 * alpha * error);"),
            Update("return (theta1 + 2 * alpha * error, theta0 + 2 * alpha * x * error);"),
            Update("return (theta1 - 2 * alpha * x * error, theta0 - 2 * alpha * error);"),
            Update("return (theta1 + alpha * x * error, theta0 + alpha * error);"),
            Update("return (theta1 + 2 * alpha * x * error, theta0);"),
            Update("return (theta1, theta0 + 2 * alpha * error);"),
        ],
        ["03.3"] =
        [
            End("(y / x, 0)"),
            End("(theta1, y - x * theta1)"),
            End("((y - theta0) / x, theta0)"),
            End("(theta1 + error * x, theta0 + error)"),
            End("(theta1 + error / (x * x + 1), theta0 + x * error / (x * x + 1))"),
            End("(theta1 + x * error / (x + 1), theta0 + error / (x + 1))"),
            End("(theta1 + error / x, theta0 + error / (x * x))"),
            End("(theta1 + error / 2 / x, theta0 + error / 2)"),
            End("(theta1 - x * error / (x * x + 1), theta0 - error / (x * x + 1))"),
        ],
        ["03.4"] =
        [
            "double Border(double x) => 1 / (x * x);",
            "double Border(double x) => 1 / ((x + 1) * (x + 1));",
            "double Border(double x) => 1 / (2 * (x * x + 1));",
            "double Border(double x) => 2 / (x * x + 1);",
            "double Border(double x) => 1 / (x * x) + 1;",
            "double Border(double x) => x * x + 1;",
        ],
        ["03.5"] =
        [
            Start("(0, 2)"), Start("(0, 4)"), Start("(3, 2)"), Start("(1.5, 3)"), Start("(1, 0.5)"), Start("(2, 5)"), Start("(-0.3, 2.2)"),
        ],
    };

    private static string GradientAtBias(string gradient) => $$"""
        double GradientAtBias(double x, double y, double theta1, double theta0)
        {
            var yHat = theta1 * x + theta0;
            return {{gradient}};
        }
        """;

    private static string Update(string step) => $$"""
        (double Theta1, double Theta0) Update(double x, double y, double theta1, double theta0, double alpha)
        {
            var error = y - (theta1 * x + theta0);
            {{step}}
        }
        """;

    private static string End(string end) => $$"""
        (double Theta1, double Theta0) End(double x, double y, double theta1, double theta0)
        {
            var error = y - (theta1 * x + theta0);
            return {{end}};
        }
        """;

    private static string Start(string start) => $"(double Theta1, double Theta0) myStart = {start};";
}
