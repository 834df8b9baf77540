namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson09 = new()
    {
        ["09.1"] =
        [
            "int Updates(int n, int B, int epochs) => n * epochs;",
            "int Updates(int n, int B, int epochs) => (int)Math.Ceiling((double)n / B);",
            "int Updates(int n, int B, int epochs) => n / B;",
            "int Updates(int n, int B, int epochs) => epochs * (n / B);",
            "int Updates(int n, int B, int epochs) => epochs * n / B;",
            "int Updates(int n, int B, int epochs) => (int)Math.Ceiling((double)n * epochs / B);",
            "int Updates(int n, int B, int epochs) => (n / B + 1) * epochs;",
            "int Updates(int n, int B, int epochs) => n;",
            "int Updates(int n, int B, int epochs) => epochs;",
        ],
        ["09.2"] =
        [
            "double VarianceWithoutRepeats(double V, int n, int B) => V / B;",
            "double VarianceWithoutRepeats(double V, int n, int B) => V;",
            "double VarianceWithoutRepeats(double V, int n, int B) => V / Math.Sqrt(B);",
            "double VarianceWithoutRepeats(double V, int n, int B) => V / B * (1 - (double)B / n);",
            "double VarianceWithoutRepeats(double V, int n, int B) => (n - B) / (n - 1) * V / B;",
            "double VarianceWithoutRepeats(double V, int n, int B) => V * (n - B) / (n - 1);",
            "double VarianceWithoutRepeats(double V, int n, int B) => (double)(n - B) / (n - 1);",
            "double VarianceWithoutRepeats(double V, int n, int B) => Math.Sqrt(V / B * (n - B) / (n - 1));",
        ],
        ["09.3"] =
        [
            "double Floor(double eta, double V, int B) => eta * eta * V / B;",
            "double Floor(double eta, double V, int B) => eta * eta * V / B / Math.Pow(1 - 2 * eta, 2);",
            "double Floor(double eta, double V, int B) => eta * eta * V / B / (1 - (1 - 2 * eta));",
            "double Floor(double eta, double V, int B) => eta * V / (4 * B);",
            "double Floor(double eta, double V, int B) => eta * V / (4 * (1 - eta));",
            "double Floor(double eta, double V, int B) => eta * eta * V / (B * (1 - Math.Pow(1 - eta, 2)));",
            "double Floor(double eta, double V, int B) => eta * eta * V / (B * (Math.Pow(1 - 2 * eta, 2) - 1));",
            "double Floor(double eta, double V, int B) => eta * V / (B * (1 - Math.Pow(1 - 2 * eta, 2)));",
        ],
        ["09.4"] =
        [
            "double RateOf(int t) => 1.0 / t;",
            "double RateOf(int t) => 1 / (2.0 * (t + 1));",
            "double RateOf(int t) => 1 / (2.0 * (t - 1));",
            "double RateOf(int t) => 1 / (2 * t);",
            "double RateOf(int t) => 0.5;",
            "double RateOf(int t) => 0.1;",
            "double RateOf(int t) => Math.Pow(0.5, t);",
            "double RateOf(int t) => t / 2.0;",
        ],
        ["09.5"] =
        [
            "double MyRate(int k) => 0.01;",
            "double MyRate(int k) => 0.001;",
            "double MyRate(int k) => 0.1 / (1 + k % 1000 / 100.0);",
            "double MyRate(int k) => 0.1 / (1 + k / 1000);",
            "double MyRate(int k) => 0.1 * Math.Pow(0.9, k);",
            "double MyRate(int k) => 0.003 / (1 + k / 1000.0);",
            "double MyRate(int k) => 0.0001 * k;",
            "double MyRate(int k) => 1.5 / (1 + k / 1000.0);",
            "double MyRate(int k) => 0.1 - k / 1000.0;",
            "double MyRate(int k) => 0.1 / k;",
        ],
    };
}
