using System.Globalization;

namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 00, "Start here".</summary>
public static class Lesson00
{
    private const string Letters = "Answer with one of the letters \"A\", \"B\", \"C\", \"D\". You may try each of the four in a cell of your own.";

    private static readonly double[] _x = [1, 2, 3, 4], _y = [1, 3, 5, 7];

    /// <summary>Checks exercise 00.1: the θ with which θ · 3 is 6.</summary>
    public static Check Theta(double theta) => Check.OfValue("00.1", theta, 2,
        "Right. You turned a number until the result was the one you wanted. A network does the same with its own numbers, all of them at once.",
        FormattableString.Invariant($"With your θ, θ · 3 is {theta * 3:0.####}. It is to be 6."),
        [
            (6, "6 is what is to come out. Try it: 6 · 3 is 18. What goes in?"),
            (0.5, "You divided, which is a good idea. But 0.5 · 3 is 1.5: which number goes on top?"),
            (3, "θ · 3 is now 9. Taking 3 away would undo a plus; what undoes a times?"),
            (0, "θ is 0. If you divided whole numbers: in C#, 3 / 6 is 0, because whole numbers stay whole. Write one of them as 3.0. And which number goes on top?"),
        ]);

    /// <summary>Checks exercise 00.2: what the last run shows.</summary>
    public static Check LastOutput(double output) => Check.OfValue("00.2", output, 2,
        "Right: the last a set counter back to 1, and then one b ran. What counts is the order in which you ran the cells, not their order on the page.",
        "Play it through: write down the value of counter after each of the six runs. Or run the two cells yourself.",
        [
            (5, "That counts every b. But an a ran in between: what does it do to counter?"),
            (4, "That is what the third b showed. Which run was the last?"),
            (1, "1 is what a sets. The last run was a b: does b only look, or does it change something?"),
            (0, "Change the 0 to your answer. Write down the value of counter after each of the six runs."),
        ]);

    /// <summary>Checks exercise 00.3: the letter of the cell that shows the number 2.</summary>
    public static Check Shows(string letter)
    {
        var (passed, hint) = (letter ?? "").Trim().ToUpperInvariant() switch
        {
            "D" => (true, "Right: a cell shows its last line if that is a value with no semicolon behind it."),
            "A" => (false, "Look at the last character of cell A: it asks for silence. (C# even refuses a sum that nobody uses.)"),
            "B" => (false, "Cell B puts 2 into the box s. Who shows s?"),
            "C" => (false, "Look at the quotation marks in cell C: is that a sum, or a text?"),
            _ => (false, Letters),
        };
        return new Check("00.3", passed, hint) { IsGeneral = hint == Letters };
    }

    /// <summary>Checks exercise 00.4: trains the line with the given learning rate for 50 iterations and looks at the cost.</summary>
    public static Check LearningRate(double rate)
    {
        const string exercise = "00.4";
        if (!double.IsFinite(rate) || rate <= 0)
            return new Check(exercise, false, "A learning rate says how long the steps are: it must be a number above 0. A negative one would walk away from the answer.");

        var theta1 = new Variable(0, "θ₁");
        var theta0 = new Variable(0, "θ₀");
        var history = Training.Run(
            () => (_y - (theta1 * _x + theta0)).Square().Mean(), new GradientDescent([theta1, theta0], rate), 50);
        var (start, cost, slopes) = (history[0].Cost, history.Last.Cost, history["θ₁"]);
        var result = FormattableString.Invariant($"After {history.Count - 1} iterations with {rate:0.#####} the cost is {cost.ToString(cost < 100 ? "0.####" : "0", CultureInfo.InvariantCulture)}");
        if (history.Diverged || cost > start)
            return new Check(exercise, false, FormattableString.Invariant($"{result}, more than the {start:0.##} at the start: the line ran away. Which way do you turn the number?"));
        if (cost <= 0.02) return new Check(exercise, true, $"{result}. You tuned a learning rate. Lesson 02 shows why there is a border, and where it lies.");
        var isBouncing = (slopes[^1] - slopes[^2]) * (slopes[^2] - slopes[^3]) < 0;
        return new Check(exercise, false, isBouncing
            ? $"{result}. Play the picture slowly: the line bounces from side to side and wastes its steps. It is very near the border."
            : $"{result}. The line comes nearer without a bounce, but too timidly: it needs longer steps.");
    }
}
