namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 01, "Nodes: forward and backward".</summary>
public static class Lesson01
{
    private static readonly double[] _arriving = [0.5, -3, 1.25];
    private static readonly (double X, double Y, double Dz)[] _pairs = [(-1.5, 4, 0.5), (2.5, 3, -0.25), (0.75, -5, 1.5)];
    private static readonly (double X, double Dz)[] _numbers = [(3, -0.5), (-1.5, 2.5), (0.25, 4)];
    private static readonly (double[] Values, double Dz)[] _lists = [([3, -1, 4, 10, 9], 2), ([0.5, -7, 2], -0.75)];
    private static readonly (double X, double Y, double W)[] _graphs = [(-1.5, 4, 3), (0.5, -3.5, 1.5), (2, 0.25, -4)];

    /// <summary>Checks exercise 01.1: what minus sends back to its two inputs.</summary>
    /// <param name="backward">From the arriving gradient to the gradients of the first and the second input.</param>
    public static Check Minus(Func<double, (double Dx, double Dy)> backward) => Check.Of("01.1",
        () => At(backward), At(dz => (dz, -dz)),
        "Right: what is taken away gets the opposite sign. In lesson 02 the prediction stands in that place.",
        "Nudge each input up by a little, alone. Does x − y rise or fall, and by how much? Then take the arriving dz into account.",
        (At(_ => (0, 0)), "Nothing reaches the inputs yet: change the line in Backward."),
        (At(dz => (dz, dz)), "That is the rule of plus. What happens to x − y when the second input grows?"),
        (At(dz => (-dz, dz)), "One of them has its sign turned, but is it this one? Which input is taken away?"),
        (At(_ => (1, -1)), "Right if a 1 had arrived. But what arrived from above?"),
        (At(dz => (-dz, -dz)), "Grow the first input alone: x − y grows with it. So which of the two signs is turned?"));

    /// <summary>Checks exercise 01.2: a multiply node that remembers its inputs.</summary>
    /// <param name="forward">From the two inputs to the product.</param>
    /// <param name="backward">From the arriving gradient to the gradients of both inputs, for the latest forward.</param>
    public static Check Multiply(Func<double, double, double> forward, Func<double, (double Dx, double Dy)> backward) => Check.Of("01.2",
        () => At(at => forward(at.X, at.Y), backward), AtPairs((x, y, dz) => (y * dz, x * dz)),
        "Right: each input gets dz times the other one, which the node had to remember.",
        "Take the rectangle: when x grows by h, how tall is the new strip? Multiply that by the dz that arrives. (And leave Forward as it is.)",
        (AtPairs((_, _, _) => (0, 0)), "Nothing reaches the inputs yet: change the line in Backward. _x and _y hold what Forward was given."),
        (AtPairs((x, y, dz) => (x * dz, y * dz)), "Widen side x a little: how tall is the new strip? Is that x itself?"),
        (AtPairs((x, y, _) => (y, x)), "Right if a 1 had arrived. But dz arrives, and gradients multiply along a path."),
        (AtPairs((_, _, dz) => (dz, dz)), "That is the rule of another node. Does a long and a short other side make the same strip?"),
        (AtPairs((x, y, dz) => (x * y * dz, x * y * dz)), "x · y is the area, the value itself. You want how fast the area grows with one side."));

    /// <summary>Checks exercise 01.3: a square node.</summary>
    /// <param name="forward">From the input to its square.</param>
    /// <param name="backward">From the arriving gradient to the input's gradient, for the latest forward.</param>
    public static Check Square(Func<double, double> forward, Func<double, double> backward) => Check.Of("01.3",
        () => AtNumbers(forward, backward), AtNumbers((x, dz) => 2 * x * dz),
        "Right: two strips as long as x, times what arrived.",
        "Take the square: when its side grows by h, how much does the area grow for each unit of h? Multiply that by dz.",
        (AtNumbers((_, _) => 0), "Nothing reaches the input yet: change the line in Backward."),
        (AtNumbers((x, _) => 2 * x), "That is the slope of x². And the gradient that arrives?"),
        (AtNumbers((x, dz) => x * x * dz), "x · x is the value. You want the slope: how fast the value grows."),
        (AtNumbers((_, dz) => 2 * dz), "That says that the slope is 2 everywhere. Look at the strips again: is it the same for a small square and a large one?"),
        (AtNumbers((x, dz) => x * dz), "You counted one strip. How many does the square grow?"));

    /// <summary>Checks exercise 01.4: a mean node.</summary>
    /// <param name="forward">From the values to their mean.</param>
    /// <param name="backward">From the arriving gradient to one gradient for each value, for the latest forward.</param>
    public static Check Mean(Func<double[], double> forward, Func<double, double[]> backward) => Check.Of("01.4",
        () => AtLists(forward, backward), AtLists((values, dz) => Shares(values, _ => dz / values.Length)),
        "Right: equal shares, whatever the values are, and together they are what arrived.",
        "There must be one gradient for each value, and together they must be the dz that arrived. Who gets how much?",
        (AtLists((values, _) => Shares(values, _ => 0)), "All the shares are 0: change the line in Backward. If you did, and wrote 1 / n: both are whole numbers, and in C# 1 / 5 is 0. Look at the types."),
        (AtLists((values, dz) => Shares(values, _ => dz)), "Add your shares up: together they are more than what arrived. That is copying; mean shares."),
        (AtLists((values, dz) => Shares(values, value => value / values.Length * dz)), "Your shares depend on the values. Raise any one value by 1: what does the mean do? Does it matter which one?"),
        (AtLists((values, _) => Shares(values, _ => 1.0 / values.Length)), "Right if a 1 had arrived. But what arrives is dz."),
        (AtLists((values, dz) => [dz / values.Length]), "That is the right number, but once. Every value waits for its own gradient."));

    /// <summary>Checks exercise 01.5: ∂f/∂x of f = ((x + y) · w)².</summary>
    /// <param name="gradient">From x, y and w to the gradient at x.</param>
    public static Check GradientAtX(Func<double, double, double, double> gradient) => Check.Of("01.5",
        () => AtGraphs(gradient), AtGraphs((x, y, w) => 2 * Product(x, y, w) * w),
        "Right: the three gradients along the path from f to x, multiplied.",
        "Walk from f to x and write down what each node multiplies by: the square, then multiply, then plus.",
        (AtGraphs((_, _, _) => 0), "Change the return line. s and p are computed for you; f is p²."),
        (AtGraphs((x, y, w) => 2 * Product(x, y, w) + w), "You have the two right numbers. But how do gradients combine along a path: do they add, or multiply?"),
        (AtGraphs((x, y, w) => 2 * Product(x, y, w)), "That is the gradient at p. You stopped one node too early: which node stands between p and s?"),
        (AtGraphs((x, y, w) => 2 * Product(x, y, w) * (x + y)), "That is right for another input. Whose gradient is this? Multiply gives each input the other one."),
        (AtGraphs((x, y, w) => 2 * Product(x, y, w) * w + 1), "Two nodes are right. But plus hands on what arrives: along a path, its 1 is a factor, not something to add."),
        (AtGraphs((x, y, w) => 2 * Product(x, y, w) * w * x), "Right until the last node. Plus hands dz on: does it multiply by anything?"));

    /// <summary>Checks exercise 01.6: computes the central difference of (x²)² at 1.5 with the given nudge and compares it with the slope.</summary>
    /// <param name="h">The nudge.</param>
    public static Check Nudge(double h)
    {
        const string exercise = "01.6";
        const double x = 1.5, slope = 4 * x * x * x;
        if (!double.IsFinite(h) || h <= 0) return new Check(exercise, false, "A nudge is a distance: h must be a number above 0.");

        var numerical = (Fourth(x + h) - Fourth(x - h)) / (2 * h);
        var error = Math.Abs(numerical - slope);
        var result = FormattableString.Invariant($"With h = {h:G3} the error is {error:G2}");
        return error < 1e-8
            ? new Check(exercise, true, $"{result}. You stand in the valley: the curve looks straight, and rounding does not yet show.")
            : new Check(exercise, false, x + h == x
                ? $"{result}: 1.5 + h is rounded to 1.5, so nothing moves at all."
                : h > 1e-5
                    ? $"{result}. Between x − h and x + h the curve bends, more on one side than on the other, and a straight line through the two ends misses that. Which way do you turn h?"
                    : $"{result}. The two ends are now so near that almost all of their digits are equal; what is left of the difference is rounding.");

        static double Fourth(double value)
        {
            var square = value * value;
            return square * square;
        }
    }

    private static double Product(double x, double y, double w) => (x + y) * w;

    private static double[] Shares(double[] values, Func<double, double> share) => [.. values.Select(share)];

    private static List<Tensor> At(Func<double, (double Dx, double Dy)> backward)
        => [.. _arriving.Select(backward).Select(Pair)];

    private static List<Tensor> At(Func<(double X, double Y), double> forward, Func<double, (double Dx, double Dy)> backward)
        => [.. _pairs.SelectMany(at => new Tensor[] { forward((at.X, at.Y)), Pair(backward(at.Dz)) })];

    private static List<Tensor> AtPairs(Func<double, double, double, (double Dx, double Dy)> gradients)
        => [.. _pairs.SelectMany(at => new Tensor[] { at.X * at.Y, Pair(gradients(at.X, at.Y, at.Dz)) })];

    private static List<Tensor> AtNumbers(Func<double, double> forward, Func<double, double> backward)
        => [.. _numbers.SelectMany(at => new Tensor[] { forward(at.X), backward(at.Dz) })];

    private static List<Tensor> AtNumbers(Func<double, double, double> gradient)
        => [.. _numbers.SelectMany(at => new Tensor[] { at.X * at.X, gradient(at.X, at.Dz) })];

    private static List<Tensor> AtLists(Func<double[], double> forward, Func<double, double[]> backward)
        => [.. _lists.SelectMany(at => new Tensor[] { forward([.. at.Values]), backward(at.Dz) ?? [] })];

    private static List<Tensor> AtLists(Func<double[], double, double[]> gradients)
        => [.. _lists.SelectMany(at => new Tensor[] { at.Values.Average(), gradients(at.Values, at.Dz) })];

    private static List<Tensor> AtGraphs(Func<double, double, double, double> gradient)
        => [.. _graphs.Select(at => (Tensor)gradient(at.X, at.Y, at.W))];

    private static Tensor Pair((double Dx, double Dy) gradients) => new[] { gradients.Dx, gradients.Dy };
}
