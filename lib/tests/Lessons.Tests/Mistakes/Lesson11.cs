namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson11 = new()
    {
        ["11.1"] =
        [
            "Tensor OutputGradient(Tensor a, Tensor y) => y - a;",
            "Tensor OutputGradient(Tensor a, Tensor y) => y * (a - y);",
            "Tensor OutputGradient(Tensor a, Tensor y) => (a - y) * a * (1 - a);",
            "Tensor OutputGradient(Tensor a, Tensor y) => 2 * (a - y);",
            """
            Tensor OutputGradient(Tensor a, Tensor y)
            {
                var scores = new Variable(a.Map(Math.Log).AsRow());
                scores.Softmax().SquaredError(y.AsRow()).Sum().Backward();
                return scores.Gradient.AsVector();
            }
            """,
            "Tensor OutputGradient(Tensor a, Tensor y) => -y / a;",
            "Tensor OutputGradient(Tensor a, Tensor y) => a;",
        ],
        ["11.2"] =
        [
            "double WeightGradient(double h, double w, double dz) => w * dz;",
            "double WeightGradient(double h, double w, double dz) => dz * h * (1 - h);",
            "double WeightGradient(double h, double w, double dz) => dz;",
            "double WeightGradient(double h, double w, double dz) => -h * dz;",
            "double WeightGradient(double h, double w, double dz) => h * w * dz;",
            "double WeightGradient(double h, double w, double dz) => h;",
        ],
        ["11.3"] =
        [
            "double ActivationGradient(Tensor w, Tensor dz) => dz[2] * w[2];",
            "double ActivationGradient(Tensor w, Tensor dz) => (w * dz).Mean();",
            "double ActivationGradient(Tensor w, Tensor dz) => -w.Vector.DotProduct(dz.Vector);",
            "double ActivationGradient(Tensor w, Tensor dz) => w.Sum() * dz.Sum();",
            "double ActivationGradient(Tensor w, Tensor dz) => dz.Sum();",
            "double ActivationGradient(Tensor w, Tensor dz) => (w * dz).ToArray().Max();",
        ],
        ["11.4"] =
        [
            "Tensor SumGradient(Tensor h, Tensor dh) => dh;",
            "Tensor SumGradient(Tensor h, Tensor dh) => dh * h;",
            "Tensor SumGradient(Tensor h, Tensor dh) => dh * (1 - h);",
            """
            Tensor SumGradient(Tensor h, Tensor dh)
            {
                var squashed = new Sigmoid().Forward(h);
                return dh * squashed * (1 - squashed);
            }
            """,
            "Tensor SumGradient(Tensor h, Tensor dh) => h * (1 - h);",
            "Tensor SumGradient(Tensor h, Tensor dh) => -dh * h * (1 - h);",
            "Tensor SumGradient(Tensor h, Tensor dh) => dh * (1 - h * h);",
            "Tensor SumGradient(Tensor h, Tensor dh) => dh / 4;",
        ],
        ["11.5"] =
        [
            "Tensor BiasGradient(Tensor dz) => dz.Sum();",
            "Tensor BiasGradient(Tensor dz) => new SumColumns().Forward(dz);",
            "Tensor BiasGradient(Tensor dz) => new SumRows().Forward(dz);",
            "Tensor BiasGradient(Tensor dz) => new SumRows().Forward(dz) / dz.Shape.Columns;",
            "Tensor BiasGradient(Tensor dz) => -new SumRows().Forward(dz) / dz.Shape.Rows;",
            "Tensor BiasGradient(Tensor dz) => dz / dz.Shape.Rows;",
        ],
        ["11.6"] =
        [
            "var myRate = 0.02;",
            "var myRate = 1.0;",
            "var myRate = 0.0;",
            "var myRate = double.NaN;",
        ],
    };
}
