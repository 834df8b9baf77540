namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 10, Vectorising a neural network.</summary>
public static class Lesson10
{
    /// <summary>The validation cost that exercise 10.6 asks for, and after how many epochs.</summary>
    private const double Goal = 0.057;

    private const int Epochs = 300;

    private static readonly Lazy<(LabelledSamples Training, LabelledSamples Validation)> _patients = new(() =>
    {
        var (training, validation, _) = DataSets.BreastCancer();
        var ruler = Standardizer.Fit(training.X);
        return (training.With(ruler.Transform(training.X)), validation.With(ruler.Transform(validation.X)));
    });

    /// <summary>Checks exercise 10.1: the dot product of row 4 with the weights.</summary>
    /// <param name="answer">One number.</param>
    public static Check Row4(Tensor answer)
        => Check.OfValue("10.1", answer, 41,
            "Yes: (12, 13, 14) meets (0, 1, 2). Three products, one sum, one number.",
            "Each row has three numbers, so three rows are over before row 3 begins: with which number does row 4 begin? Multiply place by place with (0, 1, 2), then add.",
            (0, "It is still 0. Write down the three numbers of row 4 first."),
            (32, "That is another row. The rows are counted from 0: which one is row 0?"),
            (50, "That is row 5. The first row, with 0, 1 and 2 in it, is row 0."),
            (39, "You added up the row itself. Where are the weights?"),
            ((double[])[0, 13, 28], "These are the three products, and they are right. What remains to do, so that one number comes out?"),
            ((double[])[12, 13, 14], "That is row 4. Now let it meet the weights (0, 1, 2)."));

    /// <summary>Checks exercise 10.2: the gradient of two weights for three patients.</summary>
    /// <param name="answer">Two numbers: a vector, or a column.</param>
    public static Check SmallDw(Tensor answer)
        => Check.OfValue("10.2", answer.Shape == Shape.Matrix(2, 1) ? answer.AsVector() : answer, (double[])[8.0 / 3, 10.0 / 3],
            "Yes: the votes are added up for each weight, and the mean of three is a third of their sum.",
            "Write the three votes below each other: 1·(1, 2), −1·(3, 4), 2·(5, 6). Add them up column by column. What makes a mean of a sum?",
            ((double[])[0, 0], "Both are still 0. What do the three patients ask for, taken together?"),
            ((double[])[8, 10], "The votes are counted. But is the cost a sum, or a mean?"),
            ((double[])[4, 5], "You divided by 2. Is a mean taken over the rows or over the columns: how many patients voted?"),
            ((double[])[6, 8], "You took the mean of dz first, and multiplied it with the sum of the rows. Is a mean of products a product of means? Each patient has its own dz."),
            ((double[])[2, 3], "Nearly: 8 / 3 is a division of integers in C#. Write 8.0 / 3."),
            ((double[])[3, 4], "That is the mean of the rows: everybody had one vote. How many has each patient?"),
            ((double[])[-8.0 / 3, -10.0 / 3], "The other sign. This is where the weights will go, and the gradient points the other way."));

    /// <summary>Checks exercise 10.3: the gradient of the bias.</summary>
    /// <param name="answer">Takes the inputs (n, k) and the gradients that arrive at the scores (n, 1); gives one number.</param>
    public static Check BiasGradient(Func<Tensor, Tensor, Tensor> answer)
        => Check.Of("10.3", () => At(answer), At((_, dz) => dz.Mean()),
            "Yes. The bias is in every score, so everybody votes on it, and no measurement comes in: a mean of dz.",
            "Raise b a little: by how much does each score rise? So each patient's vote on b is 1 · dz. And the cost is a mean.",
            (At((_, _) => 0), "It is 0, whatever arrives. The bias has the value 0 at the start, but is that its gradient?"),
            (At((_, dz) => dz.Sum()), "All votes are there. But the weights get a mean: with a sum, b would learn n times as fast as w."),
            (At((x, dz) => (x * dz).Mean()), "The measurements X have come in. Which input does b see?"),
            (At((_, dz) => -dz.Mean()), "The other sign: this is the direction of the step, not the gradient."),
            (At((_, dz) => dz), "These are the votes, one for each patient. b is one number: what shape has its gradient?"),
            (At((x, dz) => dz.Sum() / x.Count), "You divided by how many numbers X holds. How many patients are there?"),
            (At((_, dz) => Tensor.Filled(Shape.Matrix(1, 1), dz.Mean())), "The number is right, but it is wrapped in a matrix of shape (1, 1). b is a plain number."));

    /// <summary>Checks exercise 10.4: the gradient of the weights.</summary>
    /// <param name="answer">Takes the inputs (n, k), the targets (n, 1) and the predictions (n, 1); gives the gradient (k, 1).</param>
    public static Check WeightGradient(Func<Tensor, Tensor, Tensor, Tensor> answer)
    {
        // Two shapes, so that a k is not taken for an n by luck.
        (Tensor X, Tensor Y, Tensor YHat)[] places =
        [
            (new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, Column(0, 1, 1), Column(0.7, 0.2, 0.4)),
            (new double[,] { { 0.5, -1, 2 }, { 1.5, 0.25, -3 }, { -2, 1, 0.75 }, { 4, 3, 1 }, { -1, 0.5, 2.5 } }, Column(1, 0, 0, 1, 0), Column(0.9, 0.3, 0.6, 0.35, 0.55)),
        ];
        return Check.Of("10.4", () => At(answer), Votes((x, dz) => Turned(x, dz) / dz.Count),
            "Yes: Xᵀ·dz / n. Row j of Xᵀ holds measurement j of all patients, and meets all their votes.",
            "Three pieces: dz, which is the prediction minus the target; the one product whose shape is (k, 1); and what makes a mean of a sum. Print the shapes.",
            (Votes((x, _) => Tensor.Zeros(Shape.Matrix(x.Shape.Columns, 1))), "The shape is right, the numbers are still 0. What do the votes add up to?"),
            (Votes((x, dz) => x * dz / dz.Count), "The shape is that of X: every vote is still alone. Who counts them? One row for each weight should remain."),
            (Votes((x, dz) => Tensor.MatrixProduct(Tensor.FromValues(Shape.Matrix(x.Shape.Columns, x.Shape.Rows), x.ToArray()), dz) / dz.Count),
                "The shape fits, but you poured the same numbers into another box. In a transpose, rows become columns: did a number move?"),
            (Votes((x, dz) => -Turned(x, dz) / dz.Count), "The other sign. With it, the cost climbs from update to update. Is dz the target minus the prediction?"),
            (Votes(Turned), "That is the sum of the votes. The network would even learn, with steps n times as long. But the cost is a mean."),
            (Votes((x, dz) => Turned(x, dz) / x.Shape.Columns), "You divided by the number of measurements. Over whom is the mean taken?"),
            (Votes((x, dz) => Turned(x, dz) / x.Count), "You divided by how many numbers X holds. Over whom is the mean taken?"),
            (Votes((x, dz) => (Turned(x, dz) / dz.Count).AsVector()), "The numbers are right, the shape is not: a gradient has the shape of its value, and w is a column, (k, 1)."),
            (Votes((x, dz) => (Turned(x, dz) / dz.Count).Transpose()), "The numbers are right, but they lie in a row. A gradient has the shape of its value, and w is a column, (k, 1)."),
            (At((x, _, yHat) => Turned(x, yHat) / yHat.Count), "The targets do not come in. Who tells the patients whether to vote for more or for less?"));

        IReadOnlyList<Tensor> At(Func<Tensor, Tensor, Tensor, Tensor> function) => [.. places.Select(place => function(place.X, place.Y, place.YHat))];

        IReadOnlyList<Tensor> Votes(Func<Tensor, Tensor, Tensor> function) => At((x, y, yHat) => function(x, yHat - y));
    }

    /// <summary>Checks exercise 10.5: patients prepared for a network that was trained with others.</summary>
    /// <param name="answer">Takes the training patients and the others, a patient in each row; gives the others, prepared.</param>
    public static Check Prepare(Func<Tensor, Tensor, Tensor> answer)
    {
        Tensor training = new double[,] { { 10, 0.1 }, { 14, 0.3 }, { 18, 0.2 }, { 26, 0.6 } };
        Tensor others = new double[,] { { 12, 0.5 }, { 20, 0.2 }, { 16, 0.9 } };
        Tensor everybody = new double[,] { { 10, 0.1 }, { 14, 0.3 }, { 18, 0.2 }, { 26, 0.6 }, { 12, 0.5 }, { 20, 0.2 }, { 16, 0.9 } };
        var (ruler, size) = (Standardizer.Fit(training), training.Shape.Rows);
        const string praise = "Yes. One ruler, made in training, for everybody who comes: also for one patient alone.";
        const string otherwise = "Two steps. First a Standardizer is fitted: to whom? Then it transforms: whom?";
        var several = Check.OfValue("10.5", Tried(), ruler.Transform(others), praise, otherwise,
            (others, "They come out as they went in. What would the weights do with these numbers, after they have learned from standardised ones?"),
            (Standardizer.Fit(others).Transform(others), "They have a ruler of their own. Does 20 mean the same to the network then as it did in training? And if one patient comes alone: does one patient have a standard deviation?"),
            (Standardizer.Fit(everybody).Transform(others), "Everybody was measured together for this ruler. Who was let in that should have been a stranger?"),
            (others - ruler.Mean, "The right mean is taken away. What else makes the spreads equal?"),
            (others / ruler.StandardDeviation, "The spreads are right. But where is the middle?"),
            (ruler.Transform(training), "These are the training patients, well prepared. Who was to be prepared?"),
            (ruler.Transform(others) * Math.Sqrt((size - 1.0) / size), "Very near: you divided by n − 1 for the standard deviation, and the library by n. Use its Standardizer."));
        if (!several.Passed) return several;
        Tensor one = new double[,] { { 22, 0.4 } };
        return Check.Of("10.5", () => [answer(training, one)], [ruler.Transform(one)], praise,
            "Right for three patients. But not when one patient comes alone.");

        // What throws is no answer; the second check says how it failed.
        Tensor Tried()
        {
            try
            {
                return answer(training, others);
            }
            catch (Exception)
            {
                return double.NaN;
            }
        }
    }

    /// <summary>Checks exercise 10.6: a learning rate with which 300 epochs bring the validation cost to 0.057 or less.</summary>
    /// <param name="eta">The learning rate.</param>
    public static Check Rate(double eta)
    {
        if (!double.IsFinite(eta)) return Open("That is no learning rate: it must be a finite number.");
        if (eta <= 0) return Open("With this sign every update goes uphill, and with 0 nowhere. A learning rate is above 0.");
        double[] training, validation;
        try
        {
            (training, validation) = Costs(eta);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return Open(exception.Message) with { IsGeneral = true };
        }

        var (end, least) = (validation[^1], validation.Min());
        var rises = Enumerable.Range(0, Epochs).Count(k => training[k + 1] > training[k]);
        return 0 switch
        {
            _ when end <= Goal => new Check("10.6", true, $"Yes: {end:0.0000}. Large enough to arrive in 300 epochs, small enough not to learn the training patients by heart."),
            _ when !double.IsFinite(end) => Open("The weights have left all numbers behind. Take a much smaller rate."),
            _ when end <= least => Open($"The validation cost is {end:0.0000}, and it was still falling at the end. More epochs would help, but there are only 300. What else makes the way longer?"),
            _ when rises > Epochs / 10 => Open($"The training cost itself rose in {rises} of 300 updates: it bounces from side to side. Steps that long are no use."),
            _ => Open($"The validation cost is {end:0.0000}. It was {least:0.0000} on the way, and then it turned, while the training cost went on falling. The network begins to learn its patients by heart: how can it arrive less far?"),
        };

        static Check Open(string hint) => new("10.6", false, hint);
    }

    /// <summary>The costs of both sets after 0, 1, … 300 epochs from zero.</summary>
    private static (double[] Training, double[] Validation) Costs(double eta)
    {
        var (training, validation) = _patients.Value;
        var (y, turned) = (training.Y.AsColumn(), training.X.Transpose());
        var (w, b) = (Tensor.Zeros(Shape.Matrix(training.X.Shape.Columns, 1)), 0.0);
        var costs = (Training: new double[Epochs + 1], Validation: new double[Epochs + 1]);
        for (var k = 0; k <= Epochs; k++)
        {
            var z = Tensor.MatrixProduct(training.X, w) + b;
            costs.Training[k] = new SigmoidCrossEntropy().Forward(z, y).Mean();
            costs.Validation[k] = new SigmoidCrossEntropy().Forward(Tensor.MatrixProduct(validation.X, w) + b, validation.Y.AsColumn()).Mean();
            var dz = new Sigmoid().Forward(z) - y;
            (w, b) = (w - (eta * Tensor.MatrixProduct(turned, dz) / y.Count), b - (eta * dz.Mean()));
        }

        return costs;
    }

    /// <summary>The function of exercise 3, with three patients and with four.</summary>
    private static IReadOnlyList<Tensor> At(Func<Tensor, Tensor, Tensor> function) =>
    [
        function(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, Column(1, -1, 2)),
        function(new double[,] { { 0.5, -1, 2 }, { 1.5, 0.25, -3 }, { -2, 1, 0.75 }, { 4, 3, 1 } }, Column(-0.1, 0.3, 0.6, -0.65)),
    ];

    private static Tensor Turned(Tensor x, Tensor dz) => Tensor.MatrixProduct(x.Transpose(), dz);

    private static Tensor Column(params double[] values) => ((Tensor)values).AsColumn();
}
