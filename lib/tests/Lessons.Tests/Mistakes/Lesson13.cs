namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson13 = new()
    {
        ["13.1"] =
        [
            "double SigmoidSlope(double z) => z * (1 - z);",
            "double SigmoidSlope(double z) => 1 - 1 / (1 + Math.Exp(-z));",
            "double SigmoidSlope(double z) => 1 / (1 + Math.Exp(-z));",
            "double SigmoidSlope(double z) => 0.25;",
            "double SigmoidSlope(double z) => Math.Pow(1 / (1 + Math.Exp(-z)), 2);",
            """
            double SigmoidSlope(double z)
            {
                double S(double v) => 1 / (1 + Math.Exp(-v));
                return S(S(z)) * (1 - S(S(z)));
            }
            """,
            "double SigmoidSlope(double z) => -Math.Exp(-z) / Math.Pow(1 + Math.Exp(-z), 2);",
        ],
        ["13.2"] =
        [
            "double Feels(Tensor a, int i, int j) => 0;",
            "double Feels(Tensor a, int i, int j) => a[i] * (1 - a[i]);",
            "double Feels(Tensor a, int i, int j) => a[j] * (1 - a[j]);",
            "double Feels(Tensor a, int i, int j) => a[i] * a[j];",
            "double Feels(Tensor a, int i, int j) => -a[j];",
            "double Feels(Tensor a, int i, int j) => -a[i];",
            "double Feels(Tensor a, int i, int j) => a[i] * (a[j] - 1);",
        ],
        ["13.3"] =
        [
            "Tensor WeightGradient(Tensor a, Tensor dz) => Tensor.MatrixProduct(a.Transpose(), dz).Transpose();",
            "Tensor WeightGradient(Tensor a, Tensor dz) => a * dz;",
            "Tensor WeightGradient(Tensor a, Tensor dz) => Tensor.MatrixProduct(a, dz.Transpose());",
            "Tensor WeightGradient(Tensor a, Tensor dz) => Tensor.MatrixProduct(dz, a.Transpose());",
            "Tensor WeightGradient(Tensor a, Tensor dz) => Tensor.MatrixProduct(a.Transpose(), dz) / a.Shape.Rows;",
            "Tensor WeightGradient(Tensor a, Tensor dz) => -Tensor.MatrixProduct(a.Transpose(), dz);",
        ],
        ["13.4"] =
        [
            Softplus("Math.Log(1 + Math.Exp(v))", "new Sigmoid().Forward(x)"),
            Softplus("Math.Log(1 + Math.Exp(v))", "new Sigmoid().Forward(x) * (1 - new Sigmoid().Forward(x)) * dz"),
            Softplus("Math.Log(1 + Math.Exp(v))", "dz * x.Map(v => 1 / (1 + Math.Exp(v)))"),
            Softplus("Math.Log(1 + Math.Exp(v))", "x.Map(v => 1 / (1 + Math.Exp(v)))"),
            Softplus("Math.Log(1 + Math.Exp(v))", "z * dz"),
            Softplus("Math.Log(1 + Math.Exp(v))", "dz"),
            Softplus("Math.Log(1 + Math.Exp(v))", "-dz * new Sigmoid().Forward(x)"),
            Softplus("Math.Log(1 + Math.Exp(v))", "dz * x.Map(Math.Exp)"),
            Softplus("Math.Log(1 + Math.Exp(v))", "dz * new Sigmoid().Forward(x)"),
            Softplus("v > 30 ? 30 : Math.Log(1 + Math.Exp(v))", "dz * new Sigmoid().Forward(x)"),
            Softplus("Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v)))", "dz * x.Map(v => Math.Exp(v) / (1 + Math.Exp(v)))"),
            Softplus("Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v)))", "dz * x.Map(v => v > 500 ? 0 : 1 / (1 + Math.Exp(-v)))"),
            Softplus("Math.Max(v, 0)", "dz * new Sigmoid().Forward(x)"),
        ],
    };

    private static string Softplus(string forward, string backward) => $$"""
        class Softplus : UnaryNode
        {
            protected override Tensor OnForward(Tensor x) => x.Map(v => {{forward}});

            protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => {{backward}};
        }
        """;
}
