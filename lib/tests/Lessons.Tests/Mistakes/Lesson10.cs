namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson10 = new()
    {
        ["10.1"] =
        [
            "Tensor row4 = 32;",
            "Tensor row4 = 50;",
            "Tensor row4 = 39;",
            "Tensor row4 = (double[])[0, 13, 28];",
            "Tensor row4 = A.Rows(4).AsVector();",
        ],
        ["10.2"] =
        [
            "var smallDw = Tensor.MatrixProduct(smallX.Transpose(), smallDz.AsColumn());",
            "var smallDw = Tensor.MatrixProduct(smallX.Transpose(), smallDz.AsColumn()) / 2;",
            "var smallDw = smallDz.Mean() * new SumRows().Forward(smallX);",
            "Tensor smallDw = (double[])[8 / 3, 10 / 3];",
            "var smallDw = new SumRows().Forward(smallX) / 3;",
            "var smallDw = -Tensor.MatrixProduct(smallX.Transpose(), smallDz.AsColumn()) / 3;",
        ],
        ["10.3"] =
        [
            "Tensor BiasGradient(Tensor X, Tensor dz) => dz.Sum();",
            "Tensor BiasGradient(Tensor X, Tensor dz) => (X * dz).Mean();",
            "Tensor BiasGradient(Tensor X, Tensor dz) => -dz.Mean();",
            "Tensor BiasGradient(Tensor X, Tensor dz) => dz;",
            "Tensor BiasGradient(Tensor X, Tensor dz) => dz.Sum() / X.Count;",
            "Tensor BiasGradient(Tensor X, Tensor dz) => Tensor.MatrixProduct(dz.Transpose(), Tensor.Ones(dz.Shape)) / dz.Count;",
        ],
        ["10.4"] =
        [
            WeightGradient("X * (yHat - y) / y.Count"),
            WeightGradient("Tensor.MatrixProduct(Tensor.FromValues(Shape.Matrix(X.Shape.Columns, X.Shape.Rows), X.ToArray()), yHat - y) / y.Count"),
            WeightGradient("Tensor.MatrixProduct(X.Transpose(), y - yHat) / y.Count"),
            WeightGradient("Tensor.MatrixProduct(X.Transpose(), yHat - y)"),
            WeightGradient("Tensor.MatrixProduct(X.Transpose(), yHat - y) / X.Shape.Columns"),
            WeightGradient("Tensor.MatrixProduct(X.Transpose(), yHat - y) / X.Count"),
            WeightGradient("new SumRows().Forward(X * (yHat - y)) / y.Count"),
            WeightGradient("Tensor.MatrixProduct((yHat - y).Transpose(), X) / y.Count"),
            WeightGradient("Tensor.MatrixProduct(X.Transpose(), yHat) / y.Count"),
        ],
        ["10.5"] =
        [
            Prepare("Standardizer.Fit(others).Transform(others)"),
            Prepare("Standardizer.Fit(Tensor.FromValues(Shape.Matrix(training.Shape.Rows + others.Shape.Rows, 2), [.. training.ToArray(), .. others.ToArray()])).Transform(others)"),
            Prepare("others - Standardizer.Fit(training).Mean"),
            Prepare("others / Standardizer.Fit(training).StandardDeviation"),
            Prepare("Standardizer.Fit(training).Transform(training)"),
            Prepare("Standardizer.Fit(training).Transform(others) * Math.Sqrt((training.Shape.Rows - 1.0) / training.Shape.Rows)"),
        ],
        ["10.6"] =
        [
            "var eta = 0.3;",
            "var eta = 3.0;",
            "var eta = 100.0;",
            "var eta = -1.0;",
            "var eta = double.NaN;",
        ],
    };

    private static string WeightGradient(string formula) => $"Tensor WeightGradient(Tensor X, Tensor y, Tensor yHat) => {formula};";

    // The cell ends with an answer for the lesson's own patients, whose number of columns is another.
    private static string Prepare(string formula) => $"Tensor Prepare(Tensor training, Tensor others) => {formula};";
}
