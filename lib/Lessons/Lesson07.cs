using System.Globalization;

namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 07, "What the data do to the trajectory". Matrices and parameters stand in the order (θ₁, θ₀).</summary>
public static class Lesson07
{
    /// <summary>Checks exercise 07.1: the Hessian of a line's mean squared error.</summary>
    /// <param name="answer">Takes the inputs of any number of samples; gives the 2 × 2 matrix.</param>
    public static Check HessianOf(Func<double[], double[,]> answer)
    {
        double[][] places = [[1, 3], [-1.5, 2.5, 0.5], [4, 4.5, 5, 7]];
        return Check.Of("07.1", () => At(answer), Means((square, mean) => (2 * square, 2 * mean, 2 * mean, 2)),
            "Right. The mean of x stands off the diagonal: it ties the two parameters together. And there is no y in it.",
            "Let θ₀ grow by 1: by how much does each error change, and with it each of the two gradients? That is the second column. Then do the same with θ₁.",
            (Means((_, _) => (1, 0, 0, 1)), "This ground is round whatever the inputs are: change the marked line."),
            (Means((square, mean) => (square, mean, mean, 1)),
                "Everything is half as large as it should be. Has our cost a ½ in front? What does the square contribute to the gradient?"),
            (At(x => Matrix(2 * x.Sum(v => v * v), 2 * x.Sum(), 2 * x.Sum(), 2 * x.Length)),
                "This grows with the number of samples, even if all are the same. Is our cost the sum of the losses, or their mean?"),
            (Means((square, _) => (2 * square, 0, 0, 2)),
                "The diagonal is right. But does moving θ₀ really leave ∂C/∂θ₁ as it was? Every ŷ moves with θ₀."),
            (Means((square, mean) => (2, 2 * mean, 2 * mean, 2 * square)),
                "The four numbers are right, but they stand in the order (θ₀, θ₁). Here θ₁ comes first."),
            (Means((_, mean) => (2 * mean * mean, 2 * mean, 2 * mean, 2)),
                "You squared the mean of x. Which comes first in the mean of (x · x): the mean or the product?"),
            (Means((square, mean) => (-2 * square, -2 * mean, -2 * mean, -2)),
                "The signs are turned: this ground would be a hill. When θ₀ grows, y − ŷ falls. And there is a minus in the gradient, too."));

        IReadOnlyList<Tensor> At(Func<double[], double[,]?> function) => [.. places.Select(x => function([.. x]) is { } matrix ? (Tensor)matrix : double.NaN)];

        IReadOnlyList<Tensor> Means(Func<double, double, (double, double, double, double)> numbers) => At(x =>
        {
            var (a, b, c, d) = numbers(x.Average(v => v * v), x.Average());
            return Matrix(a, b, c, d);
        });

        static double[,] Matrix(double a, double b, double c, double d) => new[,] { { a, b }, { c, d } };
    }

    /// <summary>Checks exercise 07.2: the condition number for an offset and a spread.</summary>
    /// <param name="answer">Takes the offset m and the spread s; gives κ.</param>
    public static Check ConditionNumber(Func<double, double, double> answer)
    {
        (double M, double S)[] places = [(3, 1), (1, 2), (0.5, 0.5), (0, 3)];
        return Check.Of("07.2", () => At(answer), FromEigenvalues((low, high) => high / low),
            "Right: 118.99 for offset 3. The ellipses of the level lines are √κ, about 11 times, as long as they are wide.",
            "Solve λ² − Sλ + P = 0 with the sum S and the product P of the cell. Then divide one solution by the other.",
            (FromEigenvalues((low, high) => (low + high) / (low * high)), "That is the sum divided by the product. You need the two eigenvalues themselves: solve the quadratic equation."),
            (At((m, s) => (m * m) + (s * s)),
                "You divided the two numbers on the diagonal of H. Are the axes of the valley the axes θ₁ and θ₀? Not while there is something off the diagonal."),
            (FromEigenvalues((low, high) => (low + high) / Math.Sqrt(low * high)),
                "That is √κ + 1/√κ: for s = 1 it is m² + 2, here 11. Near, but κ itself is asked for."),
            (FromEigenvalues((low, high) => low / high), "Below 1? Which of the two eigenvalues goes on top?"),
            (FromEigenvalues((_, high) => high), "That is the larger eigenvalue alone. κ compares it with the smaller one."),
            (FromEigenvalues((low, high) => Math.Sqrt(high / low)),
                "That is how many times longer than wide the ellipses are. A curvature goes with the square of a length: what is the quotient of the two λ?"),
            (At((m, s) => WithRoot(m, s, 1)),
                "Look under the root once more: the quadratic formula has a factor in front of the product."));

        IReadOnlyList<Tensor> At(Func<double, double, double> function) => [.. places.Select(place => (Tensor)function(place.M, place.S))];

        IReadOnlyList<Tensor> FromEigenvalues(Func<double, double, double> function) => At((m, s) =>
        {
            var (low, high) = Eigenvalues(m, s);
            return function(low, high);
        });

        static double WithRoot(double m, double s, double factor)
        {
            var (low, high) = Eigenvalues(m, s);
            var sum = low + high;
            var root = Math.Sqrt((sum * sum) - (factor * low * high));
            return (sum + root) / (sum - root);
        }
    }

    /// <summary>Checks exercise 07.3: inputs standardised by the mean and the deviation of the training data.</summary>
    /// <param name="answer">Takes the training inputs and the inputs to be standardised; gives these, standardised.</param>
    public static Check Standardise(Func<double[], double[], double[]> answer)
    {
        double[] years = [.. Enumerable.Range(1980, 40).Select(year => (double)year)];
        double[] later = [.. Enumerable.Range(2020, 10).Select(year => (double)year)];
        (double[] Training, double[] X)[] places = [(years, later), ([1, 3, 5, 11], [5, 6]), ([2, 4], [2, 4])];
        return Check.Of("07.3", () => At(answer), Rulers((training, _) => (training.Average(), Population(training))),
            "Right. The ruler belongs to the training data. Whatever comes later is measured with it, and 2024 always means the same.",
            "Two numbers make the ruler: the mean of the training inputs and their population standard deviation. Take the first away, then divide by the second.",
            (Rulers((training, _) => (training.Average(), 1)), "Centred, but not yet of width 1: the spread of the training data has still to be divided out."),
            (Rulers((training, _) => (training.Average(), Population(training) * Math.Sqrt(training.Length / (training.Length - 1.0)))),
                "That divides by n − 1. With it λ is 1.95 for the forty years. Why is one update then not enough?"),
            (Rulers((_, x) => (x.Average(), Population(x))),
                "The new inputs were measured with their own mean and deviation. Would the year 2024 then mean the same as in training?"),
            (Rulers((training, x) => (x.Average(), Population(training))),
                "The deviation is the training data's, but the mean is taken from the new inputs. One ruler has one zero."),
            (Rulers((training, x) => (training.Average(), Population(x))),
                "The mean is the training data's, but the deviation is taken from the new inputs. One ruler has one unit."),
            (Rulers((training, _) => (training.Average(), Math.Pow(Population(training), 2))),
                "You divided by the variance. If x is in years, which unit is left over?"),
            (Rulers((training, _) => (0, Population(training))),
                "The width is right, but the data are still where they were. Of spread and offset, which one made the worse valley?"),
            (At((training, x) => [.. x.Select(v => v - (training.Average() / Population(training)))]),
                "C# divides before it subtracts. What is to stand above the line? It needs brackets."));

        IReadOnlyList<Tensor> At(Func<double[], double[], double[]?> function)
            => [.. places.Select(place => function([.. place.Training], [.. place.X]) is { } values ? (Tensor)values : double.NaN)];

        IReadOnlyList<Tensor> Rulers(Func<double[], double[], (double Zero, double Unit)> ruler) => At((training, x) =>
        {
            var (zero, unit) = ruler(training, x);
            return [.. x.Select(v => (v - zero) / unit)];
        });

        static double Population(double[] x) => Math.Sqrt(x.Average(v => Math.Pow(v - x.Average(), 2)));
    }

    /// <summary>Checks exercise 07.4: from the parameters for standardised inputs to those for the inputs as they are.</summary>
    /// <param name="answer">Takes θ₁ and θ₀ for standardised inputs, the mean and the deviation; gives (θ₁, θ₀) for raw inputs.</param>
    public static Check Back(Func<double, double, double, double, (double Theta1, double Theta0)> answer)
    {
        (double Theta1, double Theta0, double Mean, double Deviation)[] places =
            [(0.2 * Math.Sqrt(133.25), -1.1, 1999.5, Math.Sqrt(133.25)), (6, 2, -1, 4), (-3, 0.5, 10, 0.25)];
        return Check.Of("07.4", () => At(answer), At((theta1, theta0, mean, deviation) => (theta1 / deviation, theta0 - (theta1 / deviation * mean))),
            "Right: 0.2 per year, and −401 in the year 0. Both lines are the same line, written with two rulers.",
            "Write θ₁′ · (x − mean) / deviation + θ₀′ without the brackets. What stands with x, and what stands alone?",
            (At((theta1, theta0, _, _) => (theta1, theta0)), "Those are still the parameters for x′: change the marked line."),
            (At((theta1, theta0, _, deviation) => (theta1 / deviation, theta0)),
                "The weight is right. But this bias is the height in the middle of the data. Where is x = 0?"),
            (At((theta1, theta0, mean, deviation) => (theta1 / deviation, theta0 - (theta1 * mean))),
                "The weight is right. In the bias, you go back by the mean, which is in years: with a slope in which unit?"),
            (At((theta1, theta0, mean, deviation) => (theta1 * deviation, theta0 - (theta1 * deviation * mean))),
                "The slope became steeper. It was a rise per standard deviation, that is, per many years: how much is it in one year?"),
            (At((theta1, theta0, mean, deviation) => (theta1 / deviation, theta0 + (theta1 / deviation * mean))),
                "Nearly: you go from the mean to 0 in the wrong direction. Look at the sign in (x − mean)."),
            (At((theta1, theta0, mean, deviation) => (theta1 / deviation, (theta0 - mean) / deviation)),
                "The bias is a height, so it is measured in units of y. You measured it with the ruler of x."));

        IReadOnlyList<Tensor> At(Func<double, double, double, double, (double Theta1, double Theta0)> function)
            => [.. places.Select(place =>
            {
                var (theta1, theta0) = function(place.Theta1, place.Theta0, place.Mean, place.Deviation);
                return (Tensor)(double[])[theta1, theta0];
            })];
    }

    /// <summary>Checks exercise 07.5: an offset and a spread with κ from 90 to 110 and a largest stable learning rate of at least 0.5.</summary>
    /// <param name="data">The offset and the spread of the inputs.</param>
    public static Check Valley((double Offset, double Spread) data)
    {
        const double least = 90, most = 110, rate = 0.5;
        var (m, s) = data;
        if (!double.IsFinite(m) || !double.IsFinite(s) || Math.Abs(m) > 1e6 || Math.Abs(s) > 1e6)
            return Open("Offset and spread are two ordinary numbers, such as 3 and 1.");
        if (Math.Abs(s) < 1e-6)
            return Open("Without any spread, all samples have the same x. Then the floor of the valley is quite flat, and κ has no value. How small may s be?");

        var (low, high) = Eigenvalues(m, s);
        var (kappa, bound) = (high / low, 2 / high);
        return (kappa, bound) switch
        {
            ( >= least and <= most, >= rate) => new Check("07.5", true, Text(
                $"Yes! κ = {kappa:0.#}, and the rate may go up to {bound:0.##}. Here it is the flat direction that makes the valley, not a steep one: the data hardly say how the line is turned.")),
            ( >= least and <= most, _) when Math.Abs(m) > 1 => Open(Text(
                $"κ = {kappa:0.#} is right, but the rate must stay below {bound:0.###}. The offset made one direction steep (λ = {high:0.##}). Which knob makes a direction flat, and none steep?")),
            ( >= least and <= most, _) => Open(Text(
                $"κ = {kappa:0.#} is right, but the rate must stay below {bound:0.###}: λ_max is {high:0.##}, the ground is steep. The bias alone has λ = 2. Could the weight be the flat one instead?")),
            ( < least, >= rate) => Open(Text(
                $"The rate may go up to {bound:0.##}, that is fine. But κ is only {kappa:0.##}: the flat direction, λ = {low:0.###}, is not flat enough yet.")),
            ( > most, >= rate) => Open(Text(
                $"The rate may go up to {bound:0.##}, that is fine. But κ is {kappa:0.#}: the flat direction, λ = {low:0.#####}, is too flat.")),
            ( < least, _) => Open(Text(
                $"κ = {kappa:0.##} is too small, and the rate must stay below {bound:0.###}. To let the rate be 0.5, which eigenvalue must come down?")),
            _ => Open(Text(
                $"κ = {kappa:0.#} is too large, and the rate must stay below {bound:0.###}. Which knob makes λ_max = {high:0.##} as large as it is?")),
        };

        static Check Open(string hint) => new("07.5", false, hint);

        static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The eigenvalues of 2[[m² + s², m], [m, 1]], the smaller one first and without cancellation: their product is 4s².</summary>
    private static (double Low, double High) Eigenvalues(double m, double s)
    {
        var half = (m * m) + (s * s) + 1;
        var high = half + Math.Sqrt((half * half) - (4 * s * s));
        return (4 * s * s / high, high);
    }
}
