namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson05 = new()
    {
        ["05.1"] =
        [
            "Tensor LossGradient(Tensor loss) => Tensor.Ones(loss.Shape);",
            "Tensor LossGradient(Tensor loss) => Tensor.Filled(loss.Shape, 1 / loss.Count);",
            "Tensor LossGradient(Tensor loss) => 1.0 / loss.Count;",
            "Tensor LossGradient(Tensor loss) => 1 / loss.Count;",
            "Tensor LossGradient(Tensor loss) => loss / loss.Count;",
            "Tensor LossGradient(Tensor loss) => loss / loss.Sum();",
            "Tensor LossGradient(Tensor loss) => (double[])[0.25, 0.25, 0.25, 0.25];",
        ],
        ["05.2"] =
        [
            "Tensor SquareJacobian(Tensor x) => 2 * x;",
            Jacobian("jacobian[i, j] = 2 * x[i] * x[j];"),
            Jacobian("jacobian[i, j] = 2 * x[i];"),
            Jacobian("jacobian[i, j] = 2 * x[j];"),
            Jacobian("jacobian[i, i] = x[i] * x[i];"),
            Jacobian("jacobian[i, i] = x[i];"),
            Jacobian("jacobian[i, i] = 2;"),
            Jacobian("jacobian[i, i] = 1;"),
            Jacobian("jacobian[i, x.Count - 1 - i] = 2 * x[i];"),
        ],
        ["05.3"] =
        [
            "Tensor WeightGradient(Tensor x, Tensor dyHat) => dyHat.Vector.PointwiseMultiply(x.Vector);",
            "Tensor WeightGradient(Tensor x, Tensor dyHat) => (dyHat * x).Mean();",
            "Tensor WeightGradient(Tensor x, Tensor dyHat) => dyHat.Sum() * x.Sum();",
            "Tensor WeightGradient(Tensor x, Tensor dyHat) => dyHat.Sum();",
            """
            Tensor WeightGradient(Tensor x, Tensor dyHat)
            {
                var sum = 0.0;
                for (var i = 0; i < x.Count; i++) sum = x[i] * dyHat[i];
                return sum;
            }
            """,
            "Tensor WeightGradient(Tensor x, Tensor dyHat) => dyHat;",
            "Tensor WeightGradient(Tensor x, Tensor dyHat) => -2 * (x * dyHat).Sum();",
        ],
        ["05.4"] =
        [
            "Tensor BiasGradient(Tensor x, Tensor dyHat) => dyHat.Vector.DotProduct(x.Vector);",
            "Tensor BiasGradient(Tensor x, Tensor dyHat) => dyHat.Mean();",
            "Tensor BiasGradient(Tensor x, Tensor dyHat) => dyHat;",
            "Tensor BiasGradient(Tensor x, Tensor dyHat) => Tensor.Ones(dyHat.Shape).Sum();",
            """
            Tensor BiasGradient(Tensor x, Tensor dyHat)
            {
                var sum = 0.0;
                for (var i = 0; i < x.Count; i++) sum = dyHat[i];
                return sum;
            }
            """,
            "Tensor BiasGradient(Tensor x, Tensor dyHat) => x.Sum() * dyHat.Sum();",
        ],
        ["05.5"] =
        [
            "Tensor RunningSumBackward(Tensor dz) => RunningSum(dz);",
            "Tensor RunningSumBackward(Tensor dz) => RunningSum(Enumerable.Reverse(dz.ToArray()).ToArray());",
            "Tensor RunningSumBackward(Tensor dz) => Tensor.Filled(dz.Shape, dz.Sum());",
            "Tensor RunningSumBackward(Tensor dz) => dz.Sum() - RunningSum(dz);",
            "Tensor RunningSumBackward(Tensor dz) => dz.ToArray().Select((d, j) => d * (dz.Count - j)).ToArray();",
        ],
        ["05.6"] =
        [
            "Tensor Mix(Tensor x) => (double[])[x[3], x[2], x[1], x[0]];",
            "Tensor Mix(Tensor x) => RunningSum(x);",
            "Tensor Mix(Tensor x) => (double[])[x[1], x[2], x[0], x[3]];",
            "Tensor Mix(Tensor x) => (double[])[x[1], x[0], x[0], x[2]];",
            "Tensor Mix(Tensor x) => (double[])[x[1], x[2], 7, x[0]];",
            "Tensor Mix(Tensor x) => (double[])[x[1], x[2], x[3]];",
            "Tensor Mix(Tensor x) => double.NaN * x;",
        ],
    };

    private static string Jacobian(string filled) => $$"""
        Tensor SquareJacobian(Tensor x)
        {
            var jacobian = new double[x.Count, x.Count];
            for (var i = 0; i < x.Count; i++)
                for (var j = 0; j < x.Count; j++)
                    {{filled}}
            return jacobian;
        }
        """;
}
