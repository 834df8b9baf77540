using DeepLearningMath;

namespace Lessons.Tests.Claims;

/// <summary>What lesson 10 says, asked of the library. Times are shown there and claimed nowhere; the reference runs are in GoldenLogisticTests.</summary>
public sealed class Lesson10Claims
{
    private static readonly Lazy<Patients> _patients = new(() => new Patients());

    private static Patients Data => _patients.Value;

    [Fact]
    public void Ten_rows_of_three_meet_0_1_2_and_give_5_to_86_in_steps_of_9()
    {
        var numbers = Tensor.FromValues(Shape.Matrix(10, 3), [.. Enumerable.Range(0, 30)]);
        var product = Tensor.MatrixProduct(numbers, Column(0, 1, 2));
        Assert.Equal(Shape.Matrix(10, 1), product.Shape);
        Assert.Equal([5, 14, 23, 32, 41, 50, 59, 68, 77, 86], product.ToArray());
        Assert.Equal(product.ToArray(), Enumerable.Range(0, 10).Select(i => new Dot().Forward(numbers.Rows(i).AsVector(), (double[])[0, 1, 2]).Number));
    }

    [Theory]
    [InlineData(1, 7, 1), InlineData(7, 1, 7), InlineData(10, 3, 4), InlineData(364, 30, 1)]
    public void Inner_sizes_disappear_and_outer_sizes_remain(int m, int n, int k)
    {
        Assert.Equal(Shape.Matrix(m, k), Tensor.MatrixProduct(Tensor.Ones(Shape.Matrix(m, n)), Tensor.Ones(Shape.Matrix(n, k))).Shape);
        Assert.Throws<ArgumentException>(() => Tensor.MatrixProduct(Tensor.Ones(Shape.Matrix(m, n)), Tensor.Ones(Shape.Matrix(n + 1, k))));
    }

    [Fact]
    public void Label_1_is_benign_and_who_says_so_to_all_is_right_for_57_of_91()
    {
        var (training, validation, test) = DataSets.BreastCancer();
        Assert.Equal(["malignant", "benign"], training.ClassNames);
        Assert.Equal([(136, 228), (34, 57), (42, 72)], new[] { training, validation, test }.Select(set => (set.Labels.Count(label => label == 0), set.Labels.Count(label => label == 1))));
        Assert.Equal(62.6, 100.0 * 57 / 91, 0.05);
    }

    [Theory]
    [InlineData(0, 1), InlineData(2, 1), InlineData(2, 0), InlineData(-4, 0), InlineData(6.5, 0)]
    public void What_arrives_at_a_score_is_prediction_minus_target(double z, double y)
    {
        Assert.Equal(Chances(z).Number - y, GradientCheck.CentralDifference(score => new SigmoidCrossEntropy().Forward(score, y).Number, z), 1e-9);
        Assert.Equal(-Math.Log(y == 1 ? Chances(z).Number : 1 - Chances(z).Number), new SigmoidCrossEntropy().Forward(z, y).Number, 1e-9);
    }

    [Fact]
    public void The_vote_by_hand_is_the_gradient_of_the_graph_with_shape_30_by_1()
    {
        Tensor x = new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } };
        Assert.Equal([8, 10], Tensor.MatrixProduct(x.Transpose(), Column(1, -1, 2)).ToArray());

        var (w, b) = (new Variable(Filled(0.1)), new Variable(-0.2));
        (Variable.Run(new MatrixProduct(), Data.X, w) + b).SigmoidCrossEntropy(Data.Y).Mean().Backward();
        var (dw, db) = Gradient(Data.X, Data.Y, (w.Value, -0.2));
        Assert.Equal(Shape.Matrix(30, 1), dw.Shape);
        Assert.All((dw - w.Gradient).ToArray(), difference => Assert.Equal(0, difference, 1e-12));
        Assert.Equal(b.Gradient.Number, db, 1e-12);
    }

    [Fact]
    public void Raw_measurements_are_right_for_about_83_of_91_after_10_000_updates_and_standardised_ones_for_87_after_one()
    {
        var (training, validation) = (Data.Raw, Data.RawValidation);
        var raw = new[] { 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1 }
            .Select(eta => Descend(training.X, Data.Y, eta, Zeros).ElementAt(10_000)).ToArray();
        // One below the border 2/λ_max settles; those above bounce, and where they are after 10 000 updates hangs on the last digit of every sum.
        Assert.Equal(83, Right(validation, raw[1]));
        Assert.InRange(raw.Max(at => Right(validation, at)), 83, 85);
        Assert.InRange(Right(validation, raw[^1]), 79, 85);
        // Knowing nothing costs 0.693.
        Assert.InRange(Cost(training, raw[^1]), 200, 1000);
        Assert.Equal(Math.Log(2), Cost(training, Zeros), 1e-12);

        double[] rates = [0.1, 1, 10], costs = [0.519, 0.173, 0.910];
        Assert.All(rates.Zip(costs), pair =>
        {
            var one = Descend(Data.X, Data.Y, pair.First, Zeros).ElementAt(1);
            Assert.Equal(87, Right(Data.Validation, one));
            Assert.Equal(pair.Second, Cost(Data.Training, one), 0.0005);
        });
    }

    [Fact]
    public void Standardising_brings_the_strongest_curvature_from_407_thousand_to_3_34()
    {
        // Exactly: a quarter of [X 1]ᵀ[X 1] / n, because ŷ(1 − ŷ) is a quarter everywhere at the start.
        Assert.Equal(407_299, Curvature(Data.Raw.X).Eigenvalues[^1], 1.0);
        Assert.Equal(3.34, Curvature(Data.X).Eigenvalues[^1], 0.005);
        Assert.Equal(0.60, Curvature(Data.X).LargestStableLearningRate, 0.005);
        var ruler = Standardizer.Fit(Data.Raw.X);
        // worst area and fractal dimension error.
        Assert.InRange(ruler.StandardDeviation[23] / ruler.StandardDeviation[19], 190_000, 210_000);

        static Hessian Curvature(Tensor x)
        {
            var withOnes = Tensor.FromValues(Shape.Matrix(x.Shape.Rows, 31), [.. x.ToArray().Chunk(30).SelectMany(row => row.Append(1))]);
            return new Hessian(Tensor.MatrixProduct(withOnes.Transpose(), withOnes) / (4 * x.Shape.Rows));
        }
    }

    [Fact]
    public void Half_of_the_votes_are_held_by_182_patients_at_first_and_by_14_after_1000_epochs()
    {
        var walk = Descend(Data.X, Data.Y, 0.1, Zeros).Take(1001).ToArray();
        Assert.Equal((182, 14), (Holders(walk[0]), Holders(walk[1000])));
        Assert.Equal((34, 89), (Right(Data.Validation, walk[0]), Right(Data.Validation, walk[1000])));

        int Holders((Tensor W, double B) at)
        {
            var votes = (Chances(Scores(Data.X, at)) - Data.Y).ToArray().Select(Math.Abs).OrderDescending().ToArray();
            var (half, sum) = (votes.Sum() / 2, 0.0);
            return votes.TakeWhile(vote => (sum += vote) < half - 1e-9).Count() + 1;
        }
    }

    [Fact]
    public void Another_ruler_reads_all_as_malignant_or_sends_the_ill_home()
    {
        var at = Descend(Data.X, Data.Y, 0.1, Zeros).ElementAt(1000);
        var raw = Data.RawValidation;
        var ill = raw.Rows([.. Enumerable.Range(0, raw.Count).Where(i => raw.Labels[i] == 0)]);
        var ruler = Standardizer.Fit(Data.Raw.X);
        Assert.Equal((89, 34), (Right(Data.Validation, at), Right(raw, at)));
        Assert.Equal((33, 13), (Right(ill.With(ruler.Transform(ill.X)), at), Right(ill.With(Standardizer.Fit(ill.X).Transform(ill.X)), at)));

        // "Seems harmless", and "makes no difference".
        var (training, validation, test) = DataSets.BreastCancer();
        var all = Tensor.FromValues(Shape.Matrix(569, 30), [.. training.X.ToArray(), .. validation.X.ToArray(), .. test.X.ToArray()]);
        Assert.InRange(Right(raw.With(Standardizer.Fit(raw.X).Transform(raw.X)), at), 88, 91);
        Assert.Equal(89, Right(raw.With(Standardizer.Fit(all).Transform(raw.X)), at));

        var read = Metrics.Classes(Scores(Data.Validation.X, at), 0);
        Assert.Equal([33, 1, 1, 56], Metrics.ConfusionMatrix(read, raw.Labels, 2).ToArray());
    }

    [Fact]
    public void One_epoch_of_single_updates_takes_all_at_once_101_epochs_to_match_and_ten_take_1662()
    {
        var (w, b) = (new Variable(Filled(0)), new Variable(0));
        var steps = Training.Steps(
            batch => (Variable.Run(new MatrixProduct(), batch.X, w) + b).SigmoidCrossEntropy(batch.Y).Mean(),
            new MiniBatches(Data.X, Data.Y, 1), new GradientDescent([w, b], 0.1));
        var single = steps.Take(3641).Select(step => Cost(Data.Training, (step.Parameters[0], step.Parameters[1].Number))).ToArray();
        var batch = Descend(Data.X, Data.Y, 0.1, Zeros).Take(2000).Select(at => Cost(Data.Training, at)).ToArray();
        Assert.Equal(0.0978, single[364], 0.00005);
        Assert.Equal(0.0530, single[3640], 0.00005);
        Assert.Equal((101, 1662), (Array.FindIndex(batch, cost => cost <= single[364]), Array.FindIndex(batch, cost => cost <= single[3640])));
        Assert.Equal(62, Enumerable.Range(0, 364).Count(k => single[k + 1] > single[k]));
        Assert.All(batch.Zip(batch.Skip(1)), pair => Assert.True(pair.Second < pair.First));
    }

    [Fact]
    public void A_column_minus_a_vector_learns_only_how_many_are_benign()
    {
        var targets = Data.Y.AsVector();
        Assert.Equal(132_496, (Chances(Scores(Data.X, Zeros)) - targets).Count);
        var (w, b) = (new Variable(Filled(0)), new Variable(0));
        var run = Training.Run(() =>
        {
            var p = (Variable.Run(new MatrixProduct(), Data.X, w) + b).Sigmoid();
            return -1 * ((targets * p.Log()) + ((1 - targets) * (1 - p).Log())).Mean();
        }, new GradientDescent([w, b], 1), 25);
        Assert.Equal((0.693, 0.661), (Math.Round(run.Costs[0], 3), Math.Round(run.Costs[^1], 3)));
        Assert.All(w.Value.ToArray(), weight => Assert.Equal(0, weight, 1e-9));
        Assert.Equal(228.0 / 364, Chances(b.Value.Number).Number, 0.0005);
        Assert.Throws<ArgumentException>(() => new SigmoidCrossEntropy().Forward(Scores(Data.X, Zeros), targets));
    }

    [Fact]
    public void From_a_bad_start_cross_entropy_recovers_and_squared_error_stays_silent()
    {
        Assert.Equal(87, After(100, z => z.SigmoidCrossEntropy(Data.Y).Mean()));
        Assert.Equal(10, After(100, z => z.Sigmoid().SquaredError(Data.Y).Mean()));
        Assert.Equal(50, After(1000, z => z.Sigmoid().SquaredError(Data.Y).Mean()));

        static int After(int epochs, Func<Variable, Variable> cost)
        {
            var (w, b) = (new Variable(Filled(1)), new Variable(0));
            var step = Training.Steps(() => cost(Variable.Run(new MatrixProduct(), Data.X, w) + b), new GradientDescent([w, b], 0.1)).ElementAt(epochs);
            return Right(Data.Validation, (step.Parameters[0], step.Parameters[1].Number));
        }
    }

    [Theory]
    [InlineData(0.1, false), InlineData(0.7, false), InlineData(0.8, true), InlineData(1.5, true), InlineData(2.3, true), InlineData(3, false)]
    public void Rates_from_0_8_to_2_3_bring_the_validation_cost_to_0_057_in_300_epochs(double eta, bool arrives)
    {
        var walk = Descend(Data.X, Data.Y, eta, Zeros).Take(301).ToArray();
        var costs = walk.Select(at => Cost(Data.Validation, at)).ToArray();
        Assert.Equal(arrives, costs[300] <= 0.057);
        // Too large: the validation cost has turned while the training cost falls.
        if (eta > 2.5)
        {
            Assert.True(costs[300] > costs.Min() + 1e-4);
            Assert.True(Cost(Data.Training, walk[300]) < Cost(Data.Training, walk[250]));
        }
    }

    private sealed class Patients
    {
        public Patients()
        {
            (Raw, RawValidation, _) = DataSets.BreastCancer();
            var ruler = Standardizer.Fit(Raw.X);
            (Training, Validation) = (Raw.With(ruler.Transform(Raw.X)), RawValidation.With(ruler.Transform(RawValidation.X)));
            (X, Y) = (Training.X, Training.Y.AsColumn());
        }

        public LabelledSamples Raw { get; }

        public LabelledSamples RawValidation { get; }

        public LabelledSamples Training { get; }

        public LabelledSamples Validation { get; }

        public Tensor X { get; }

        public Tensor Y { get; }
    }

    private static (Tensor W, double B) Zeros => (Filled(0), 0);

    private static IEnumerable<(Tensor W, double B)> Descend(Tensor x, Tensor y, double eta, (Tensor W, double B) at)
    {
        while (true)
        {
            yield return at;
            var (dw, db) = Gradient(x, y, at);
            at = (at.W - (eta * dw), at.B - (eta * db));
        }
    }

    private static (Tensor Dw, double Db) Gradient(Tensor x, Tensor y, (Tensor W, double B) at)
    {
        var dz = Chances(Scores(x, at)) - y;
        return (Tensor.MatrixProduct(x.Transpose(), dz) / y.Count, dz.Mean());
    }

    private static Tensor Scores(Tensor x, (Tensor W, double B) at) => Tensor.MatrixProduct(x, at.W) + at.B;

    private static Tensor Chances(Tensor z) => new Sigmoid().Forward(z);

    private static double Cost(LabelledSamples set, (Tensor W, double B) at) => new SigmoidCrossEntropy().Forward(Scores(set.X, at), set.Y.AsColumn()).Mean();

    private static int Right(LabelledSamples set, (Tensor W, double B) at)
        => Metrics.Classes(Scores(set.X, at), 0).Zip(set.Labels).Count(pair => pair.First == pair.Second);

    private static Tensor Filled(double number) => Tensor.Filled(Shape.Matrix(30, 1), number);

    private static Tensor Column(params double[] values) => ((Tensor)values).AsColumn();
}
