using System.Text.Json;

namespace DeepLearningMath.Tests.Golden;

/// <summary>Lesson 10's logistic regression on the breast-cancer data: whole batches and one sample at a time.</summary>
public class GoldenLogisticTests
{
    private const string File = "logistic.json";

    private static readonly JsonElement Golden = GoldenFile.Root(File);

    private static readonly Lazy<(LabelledSamples Training, LabelledSamples Validation)> Data = new(() =>
    {
        var (training, validation, _) = DataSets.BreastCancer();
        var standardizer = Standardizer.Fit(training.X);
        return (training.With(standardizer.Transform(training.X)), validation.With(standardizer.Transform(validation.X)));
    });

    public static TheoryData<string> Names => [.. GoldenFile.Runs(File).Select(GoldenFile.Name)];

    [Fact]
    public void Golden_split_and_standardised_data()
    {
        var (raw, rawValidation, _) = DataSets.BreastCancer();
        var (training, validation) = Data.Value;
        var golden = Golden.GetProperty("data");
        var file = Csv.Read(Path.Combine(Repository.Root, golden.GetProperty("csv").GetString()!));
        GoldenFile.Equal(file.Numbers(file.Columns).Rows(Indices("train_index")), WithLabels(raw), "training rows");
        GoldenFile.Equal(file.Numbers(file.Columns).Rows(Indices("validation_index")), WithLabels(rawValidation), "validation rows");
        var standardizer = Standardizer.Fit(raw.X);
        GoldenFile.Equal(golden.GetProperty("feature_mean").Tensor(), standardizer.Mean, "mean");
        GoldenFile.Equal(golden.GetProperty("feature_std").Tensor(), standardizer.StandardDeviation, "standard deviation");
        GoldenFile.Equal(golden.GetProperty("label_counts_train").Tensor(), Counts(training), "training labels");
        GoldenFile.Equal(golden.GetProperty("label_counts_validation").Tensor(), Counts(validation), "validation labels");

        var spots = Golden.GetProperty("spot_checks");
        GoldenFile.Equal(spots.GetProperty("train_standardised_row0").Tensor(), training.X.Rows(0).AsVector(), "training row 0");
        GoldenFile.Equal(spots.GetProperty("validation_standardised_row0").Tensor(), validation.X.Rows(0).AsVector(), "validation row 0");
        GoldenFile.Equal(spots.GetProperty("sum_abs_train_standardised").Tensor(), training.X.Map(Math.Abs).Sum(), "sum of |training|");
        GoldenFile.Equal(spots.GetProperty("sum_abs_validation_standardised").Tensor(), validation.X.Map(Math.Abs).Sum(), "sum of |validation|");

        int[] Indices(string name) => [.. golden.Numbers(name).Select(index => (int)index)];

        static Tensor Counts(LabelledSamples samples) => new double[] { samples.Labels.Count(label => label == 0), samples.Labels.Count(label => label == 1) };

        static Tensor WithLabels(LabelledSamples samples) => Tensor.FromValues(
            Shape.Matrix(samples.Count, samples.X.Shape.Columns + 1),
            [.. samples.X.ToArray().Chunk(samples.X.Shape.Columns).SelectMany((row, i) => row.Append(samples.Labels[i]))]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_run_of_a_logistic_regression(string name)
    {
        var golden = GoldenFile.Run(File, name);
        var (training, validation) = Data.Value;
        var (n, l2, oneByOne) = (training.Count, golden.Number("l2"), golden.GetProperty("method").GetString() == "sgd_one_sample");
        var (w, b) = (new Variable(golden.GetProperty("w0").Tensor().AsColumn(), "w"), new Variable(golden.Number("b0"), "b"));
        var optimizer = new GradientDescent([w, b], golden.Number("learning_rate"));
        var batches = new MiniBatches(training.X, training.Y.AsColumn(), oneByOne ? 1 : n);
        var recorded = golden.Numbers("recorded_epochs").Select((epoch, i) => ((int)epoch, i)).ToDictionary();
        if (golden.TryGetProperty("gradient_at_start", out var atStart)) EqualGradient(atStart, "gradient_at_start");
        var first = golden.TryGetProperty("first_updates", out var updates) ? updates.EnumerateArray().ToArray() : [];
        var update = 0;

        for (var epoch = 1; epoch <= golden.Count("epochs"); epoch++)
        {
            var (loss, clipped) = (0.0, 0.0);
            foreach (var batch in batches)
            {
                optimizer.ClearGradients();
                var z = Scores(batch.X);
                var cost = z.SigmoidCrossEntropy(batch.Y).Mean();
                // The book's penalty: its gradient is l2 · w / n.
                (l2 == 0 ? cost : cost + ((l2 / (2 * n)) * w.Square().Sum())).Backward();
                var before = z.Value;
                loss += cost.Value.Number * batch.Rows.Count / n;
                clipped += Clipped(before, batch.Y) * batch.Rows.Count / n;
                optimizer.Step();
                if (update < first.Length) EqualUpdate(first[update], batch, before);
                update++;
            }

            if (!recorded.TryGetValue(epoch, out var k)) continue;
            var penalty = l2 / (2 * n) * (w.Value * w.Value).Sum();
            Equal("train_loss", k, loss + penalty);
            EqualClipped("train_loss_clipped", k, clipped + penalty);
            var scores = Scores(validation.X);
            var validationPenalty = l2 / (2 * validation.Count) * (w.Value * w.Value).Sum();
            Equal("val_loss", k, scores.SigmoidCrossEntropy(validation.Y.AsColumn()).Mean().Value + validationPenalty);
            EqualClipped("val_loss_clipped", k, Clipped(scores.Value, validation.Y.AsColumn()) + validationPenalty);
            Equal("val_accuracy", k, Accuracy(validation));
        }

        GoldenFile.Equal(golden.GetProperty("final_w").Tensor(), w.Value.AsVector(), $"{name} final_w");
        Final("final_b", b.Value);
        Final("final_train_loss", Cost(training).Value);
        Final("final_train_accuracy", Accuracy(training));
        Final("final_val_loss", Cost(validation).Value);
        Final("final_val_accuracy", Accuracy(validation));
        Final("final_val_correct", Math.Round(Accuracy(validation) * validation.Count));
        Final("smallest_abs_val_logit", Scores(validation.X).Value.ToArray().Min(Math.Abs));
        EqualGradient(golden.GetProperty("gradient_at_final"), "gradient_at_final");

        Variable Scores(Tensor x) => ((Variable)x).MatrixProduct(w) + b;

        Variable Cost(LabelledSamples samples) => Scores(samples.X).SigmoidCrossEntropy(samples.Y.AsColumn()).Mean();

        double Accuracy(LabelledSamples samples) => Metrics.Accuracy(Metrics.Classes(Scores(samples.X).Value, threshold: 0), samples.Labels);

        void Final(string property, Tensor actual) => GoldenFile.Equal(golden.GetProperty(property).Tensor(), actual, $"{name} {property}");

        void Equal(string property, int k, Tensor actual) => GoldenFile.Equal(golden.GetProperty(property)[k].Tensor(), actual, $"{name} {property}[{k}]");

        // The logarithm of 1 − a magnifies one unit in the last place of a: the golden README asks for 1e-6 here.
        void EqualClipped(string property, int k, double actual)
            => Assert.Equal(golden.GetProperty(property)[k].GetDouble(), actual, 1e-6 * Math.Max(1, actual));

        void EqualGradient(JsonElement gradient, string what)
        {
            optimizer.ClearGradients();
            Cost(training).Backward();
            GoldenFile.Equal(gradient.GetProperty("w").Tensor(), w.Gradient.AsVector(), $"{name} {what} w");
            GoldenFile.Equal(gradient.GetProperty("b").Tensor(), b.Gradient, $"{name} {what} b");
        }

        void EqualUpdate(JsonElement expected, MiniBatch batch, Tensor z)
        {
            Assert.Equal(expected.Count("sample"), batch.Rows.Single());
            GoldenFile.Equal(expected.GetProperty("z").Tensor(), z.Sum(), $"{name} z of update {update}");
            GoldenFile.Equal(expected.GetProperty("a").Tensor(), new Sigmoid().Forward(z).Sum(), $"{name} a of update {update}");
            GoldenFile.Equal(expected.GetProperty("w_after").Tensor(), w.Value.AsVector(), $"{name} w after update {update}");
            GoldenFile.Equal(expected.GetProperty("b_after").Tensor(), b.Value, $"{name} b after update {update}");
        }
    }

    /// <summary>The book's loss: activations are cut to 1e-10 … 1 − 1e-10 before their logarithm.</summary>
    private static double Clipped(Tensor z, Tensor y) => new Sigmoid().Forward(z).ToArray().Zip(y.ToArray(), (a, target) =>
    {
        var cut = Math.Clamp(a, 1e-10, 1 - 1e-10);
        return -((target * Math.Log(cut)) + ((1 - target) * Math.Log(1 - cut)));
    }).Average();
}
