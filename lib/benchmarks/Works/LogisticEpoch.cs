using DeepLearningMath;

namespace Benchmarks.Works;

/// <summary>Logistic regression on 364 patients with 30 features, all of them in each update.</summary>
internal sealed class LogisticEpoch : Epochs
{
    private const double Rate = 0.1;

    /// <inheritdoc/>
    protected override (IEnumerable<TrainingStep> Steps, int Updates, IReadOnlyList<Variable> Parameters) Start()
    {
        var (training, _, _) = DataSets.BreastCancer();
        var (x, y) = (Standardizer.Fit(training.X).Transform(training.X), training.Y.AsColumn());
        var (w, b) = (new Variable(Tensor.Filled(Shape.Matrix(30, 1), 0.1), "w"), new Variable(0, "b"));
        var steps = Training.Steps(() => (((Variable)x).MatrixProduct(w) + b).SigmoidCrossEntropy(y).Mean(), new GradientDescent([w, b], Rate));
        return (steps, 1, [w, b]);
    }
}
