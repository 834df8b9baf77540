using DeepLearningMath;

namespace Benchmarks.Works;

/// <summary>Something that the library's training loop trains, epoch by epoch.</summary>
internal abstract class Epochs : Work
{
    private IEnumerator<TrainingStep>? _steps;
    private int _updates;
    private IReadOnlyList<Variable> _parameters = [];

    /// <summary>Begins a training: its steps, how many of them make an epoch, and what is trained.</summary>
    protected abstract (IEnumerable<TrainingStep> Steps, int Updates, IReadOnlyList<Variable> Parameters) Start();

    /// <inheritdoc/>
    public override double[] Numbers()
    {
        double[] costs = [Epoch(), Epoch(), Epoch()];
        // A step is handed out before its update; asking for the next one makes it.
        _steps!.MoveNext();
        double[] numbers = [.. costs, .. Given.Probe(_parameters.Select(parameter => parameter.Value))];
        _steps = null;
        return numbers;
    }

    /// <inheritdoc/>
    public override void Repeat(int times)
    {
        for (var i = 0; i < times; i++) Epoch();
    }

    private double Epoch()
    {
        if (_steps is null)
        {
            var (steps, updates, parameters) = Start();
            (_steps, _updates, _parameters) = (steps.GetEnumerator(), updates, parameters);
        }

        var sum = 0.0;
        for (var i = 0; i < _updates; i++)
        {
            _steps.MoveNext();
            sum += _steps.Current.Cost;
        }

        return sum;
    }
}
