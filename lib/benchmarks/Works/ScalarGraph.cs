using DeepLearningMath;

namespace Benchmarks.Works;

/// <summary>One step of a 2-16-16-1 network, every number of which is a node of the graph.</summary>
internal sealed class ScalarGraph : Work
{
    private const double Rate = 0.05;
    private static readonly int[] s_sizes = [2, 16, 16, 1];

    private readonly (double A, double B)[] _points;
    private readonly double[] _targets;
    private readonly (Variable[] Weights, Variable Bias)[][] _layers;
    private readonly GradientDescent _optimizer;

    public ScalarGraph(int points)
    {
        _points = [.. Given.Spread(2 * points).Chunk(2).Select(pair => ((2 * pair[0]) - 1, (2 * pair[1]) - 1))];
        _targets = [.. _points.Select(point => point.A * point.B > 0 ? 1.0 : -1.0)];
        var start = 0;
        _layers = [.. s_sizes.Zip(s_sizes.Skip(1), (inputs, outputs) => Enumerable.Range(0, outputs).Select(_ =>
        {
            Variable[] weights = [.. Given.Spread(inputs, start).Select(u => new Variable(((2 * u) - 1) / Math.Sqrt(inputs)))];
            start += inputs;
            return (weights, new Variable(0));
        }).ToArray())];
        _optimizer = new GradientDescent(_layers.SelectMany(layer => layer).SelectMany(neuron => neuron.Weights.Append(neuron.Bias)), Rate);
    }

    /// <summary>How many nodes a step makes and visits, values that start the graph included.</summary>
    public int Nodes()
    {
        HashSet<Variable> seen = [];
        Stack<Variable> open = new([Cost()]);
        while (open.TryPop(out var variable))
            if (seen.Add(variable))
                foreach (var input in variable.Inputs) open.Push(input);
        return seen.Count;
    }

    /// <inheritdoc/>
    public override double[] Numbers()
    {
        double[] costs = [Step(), Step(), Step()];
        return [.. costs, .. _optimizer.Parameters.Select(parameter => parameter.Value.Number)];
    }

    /// <inheritdoc/>
    public override void Repeat(int times)
    {
        for (var i = 0; i < times; i++) Step();
    }

    private double Step()
    {
        _optimizer.ClearGradients();
        var cost = Cost();
        cost.Backward();
        _optimizer.Step();
        return cost.Value.Number;
    }

    private Variable Cost()
    {
        Variable? sum = null;
        for (var i = 0; i < _points.Length; i++)
        {
            var loss = (_targets[i] - Predict([_points[i].A, _points[i].B])).Square();
            sum = sum is null ? loss : sum + loss;
        }

        return sum! * (1.0 / _points.Length);
    }

    private Variable Predict(Variable[] signal)
    {
        foreach (var layer in _layers)
        {
            var answers = new Variable[layer.Length];
            for (var j = 0; j < layer.Length; j++)
            {
                var (weights, sum) = layer[j];
                for (var i = 0; i < weights.Length; i++) sum += weights[i] * signal[i];
                answers[j] = layer == _layers[^1] ? sum : sum.Tanh();
            }

            signal = answers;
        }

        return signal[0];
    }
}
