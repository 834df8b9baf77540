using static System.FormattableString;

namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 12, Optimizers.</summary>
public static class Lesson12
{
    private const int LargestAngle = 90;

    private static readonly string[] _withoutRuler = ["descent", "momentum", "Nesterov"];

    private static readonly string[] _withRuler = ["AdaGrad", "RMSProp", "Adam"];

    /// <summary>Checks exercise 12.1: the length to which a step with momentum grows on an even slope.</summary>
    /// <param name="answer">Takes the learning rate η, the momentum β and the gradient g; gives the length of the final step.</param>
    public static Check FinalStep(Func<double, double, double, double> answer)
    {
        (double Eta, double Beta, double G)[] places = [(0.005, 0.9, 1), (0.1, 0.5, 3), (0.02, 0.99, -2), (0.3, 0, 5)];
        return Check.Of("12.1", () => At(answer), At((eta, beta, g) => eta * g / (1 - beta)),
            "Yes. With β = 0.9, ten times the step of plain descent: the memory adds up what the gradients agree on.",
            "When the velocity has stopped growing, βv + g is v again. Solve that for v. The step is η times as long.",
            (At((eta, _, g) => eta * g),
                "That is the step of plain descent. The velocity keeps a part of all the earlier gradients too. (Or did you scale g by 1 − β? Here it enters whole.)"),
            (At((eta, beta, g) => eta * g * (1 + beta)),
                "That is the second step: g, and β times the g before. How does it go on?"),
            (At((eta, beta, g) => eta * g * beta),
                "Look at the rule again: β times the velocity is kept. What is added to it each time?"),
            (At((_, beta, g) => g / (1 - beta)),
                "That is the velocity. The question is for the step: what is it multiplied with?"),
            (At((eta, beta, g) => eta * g * (1 - beta)),
                "Now the memory makes the steps shorter. But with every gradient that agrees, the velocity grows. Solve v = βv + g once more."),
            (At((eta, beta, g) => eta * g * beta / (1 - beta)),
                "Nearly. That is what the memory adds. The new gradient itself comes on top."),
            (At((eta, beta, g) => eta * g / (1 + beta)),
                "Which sign has βv when it comes to the other side? Gradients that all agree make the velocity larger, not smaller."));

        IReadOnlyList<Tensor> At(Func<double, double, double, double> function)
            => [.. places.Select(place => (Tensor)function(place.Eta, place.Beta, place.G))];
    }

    /// <summary>Checks exercise 12.2: AdaGrad's rule, made to forget.</summary>
    /// <param name="answer">Takes η and β; gives a new rule, which turns gradients into steps.</param>
    public static Check Forgetful(Func<double, double, Func<Tensor, Tensor>> answer)
    {
        return Check.Of("12.2", () => At(answer), At(With((beta, s, g) => (beta * s) + ((1 - beta) * g * g))),
            "Yes. Old gradients fade, and the ruler follows those of late: this is RMSProp.",
            "Only the line of s is to be changed: β times the old s, and (1 − β) times the new square. Let the rest stand.",
            (At(With((_, s, g) => s + (g * g))),
                "That is still AdaGrad: s only grows. Which part of the old s is kept?"),
            (At(With((beta, s, g) => (beta * s) + (g * g))),
                "It forgets, but it is a sum and not an average yet: with a constant gradient, s grows far beyond g². Which part of the new square is taken?"),
            (At(With((beta, s, g) => ((1 - beta) * s) + (beta * g * g))),
                "The two parts are exchanged: this rule keeps 1 % of the past and believes only the newest gradient. Which of the two should be β?"),
            (At(With((beta, s, g) => (beta * s) + ((1 - beta) * g))),
                "This averages the gradient itself, which may be negative: what is its root then? The ruler measures sizes, so it averages squares."),
            (At(With((beta, _, g) => (1 - beta) * g * g)),
                "The old s is gone: each step forgets everything. Is there a + missing, or has a += become an =?"),
            (At(With((beta, s, g) => s + (beta * s) + ((1 - beta) * g * g))),
                "Do you still use +=? Then the whole old s is kept, and β times of it is added again."),
            (At(With((beta, s, g) => s + ((1 - beta) * g * g))),
                "The new square is scaled, but the whole old s is kept: it can only grow. Which part of it should be left?"),
            (At(With((beta, s, g) => (beta * s) + Square((1 - beta) * g))),
                "You squared 1 − β together with the gradient. Which of the two stands under the square?"),
            (At(With((beta, s, g) => (beta * s) + ((1 - beta) * g * g), root: false)),
                "The average is right. But s has the unit of a squared gradient: what must be taken of it before g is divided by it?"));

        static Tensor Square(Tensor tensor) => tensor * tensor;

        static Func<double, double, Func<Tensor, Tensor>> With(Func<double, Tensor, Tensor, Tensor> memory, bool root = true) => (eta, beta) =>
        {
            Tensor s = 0;
            return g =>
            {
                s = memory(beta, s, g);
                return -eta * g / ((root ? s.Map(Math.Sqrt) : s) + 1e-8);
            };
        };

        static IReadOnlyList<Tensor> At(Func<double, double, Func<Tensor, Tensor>> newRule)
        {
            Tensor[] gradients = [new double[] { 3, -0.5 }, new double[] { 2, 4 }, new double[] { -1, 0.25 }, new double[] { 0.5, -2 }];
            var places = ((double Eta, double Beta)[])[(0.02, 0.99), (0.1, 0.9), (1, 0.6)];
            return
            [
                .. from place in places
                   let rule = newRule(place.Eta, place.Beta)
                   from gradient in gradients
                   // A root of a negative number is not even equal to itself; as a number it can be recognised.
                   select rule(gradient).Map(step => double.IsNaN(step) ? double.MaxValue : step),
            ];
        }
    }

    /// <summary>Checks exercise 12.3: the length of the first step where the averages are not corrected.</summary>
    /// <param name="answer">Takes η, β₁ and β₂; gives the length.</param>
    public static Check FirstStep(Func<double, double, double, double> answer)
    {
        (double Eta, double Beta1, double Beta2)[] places = [(1, 0.9, 0.999), (0.01, 0.9, 0.99), (0.5, 0, 0.99), (2, 0.5, 0.75)];
        return Check.Of("12.3", () => At(answer), At((eta, beta1, beta2) => eta * (1 - beta1) / Math.Sqrt(1 - beta2)),
            "Yes: 3.16 η with the usual numbers. The average below the line is more too small than the one above.",
            "Write down m and s after the first gradient g, beginning with 0. Then divide m by the root of s: does g cancel?",
            (At((eta, _, _) => eta), "That is the first step of the corrected rule. Without correction, what are m and s after one gradient?"),
            (At((eta, beta1, _) => eta * (1 - beta1)),
                "That is the numerator, and it is indeed too small. And the denominator: how small is √s after one gradient?"),
            (At((eta, beta1, beta2) => eta * (1 - beta1) / (1 - beta2)),
                "You divided by s. What does the rule take of it first?"),
            (At((eta, _, beta2) => eta / Math.Sqrt(1 - beta2)),
                "The denominator is right. But m has begun at 0, too: which part of the gradient does it hold?"),
            (At((eta, beta1, beta2) => eta * beta1 / Math.Sqrt(beta2)),
                "β is the part of the old average that is kept, and the old average is 0. With which part does the new gradient enter?"),
            (At((eta, beta1, beta2) => eta * Math.Sqrt(1 - beta2) / (1 - beta1)),
                "Which of the two averages stands below the line? You have the fraction upside down."),
            (At((eta, beta1, beta2) => eta * Math.Sqrt((1 - beta1) / (1 - beta2))),
                "The root is taken of s only. m is not squared, so it needs none."));

        IReadOnlyList<Tensor> At(Func<double, double, double, double> function)
            => [.. places.Select(place => (Tensor)function(place.Eta, place.Beta1, place.Beta2))];
    }

    /// <summary>Checks exercise 12.4: whose path does not depend on the unit of the cost.</summary>
    /// <param name="names">The names of these optimizers, in any order.</param>
    public static Check Unmoved(IEnumerable<string> names)
    {
        const string exercise = "12.4";
        var given = (names ?? []).Select(name => (name ?? "").Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] all = [.. _withoutRuler, .. _withRuler];
        if (given.FirstOrDefault(name => !all.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            return Open($"I do not know a runner called '{unknown}'. There are {string.Join(", ", all)}.", isGeneral: true);
        var (tooMany, missing) = (_withoutRuler.Where(given.Contains).ToArray(), _withRuler.Where(name => !given.Contains(name)).ToArray());
        return (tooMany.Length, missing.Length) switch
        {
            (0, 0) => new Check(exercise, true, "Yes. In these three, the factor stands above and below the line, and cancels: they do not know in which unit the cost is measured."),
            (3, 0) => Open("Try descent: w − ηg, and g is now 1000 times as large. Is the new w the same?"),
            (0, 3) => Open("None at all? Look at AdaGrad: by what is g divided, and what happens to that when all gradients are 1000 times as large?"),
            (3, 3) => Open("Just the other way round. Descent takes g as it is; AdaGrad divides it by the root of squared gradients. In which of the two does a factor cancel?"),
            ( > 0, 0) when tooMany.Contains("momentum") || tooMany.Contains("Nesterov")
                => Open($"One has to go: {string.Join(" and ", tooMany)}. The velocity adds up gradients. When all of them are 1000 times as large, what is v?"),
            ( > 0, 0) => Open("Put numbers into w − ηg: with g = 2, and with g = 2000. Is the new w the same?"),
            (0, _) => Open($"What you have named is right, but {missing.Length} more belong to it. Who else divides by a root of squared gradients?"),
            _ => Open("Go through the formulas one by one: write 1000g for g. Does the 1000 stand above and below a line?", isGeneral: true),
        };

        static Check Open(string hint, bool isGeneral = false) => new(exercise, false, hint) { IsGeneral = isGeneral };
    }

    /// <summary>Checks exercise 12.5: what AdamW leaves of a weight that the data do not ask for.</summary>
    /// <param name="answer">Takes the weight, η, the decay and the number of steps; gives the weight after them.</param>
    public static Check Left(Func<double, double, double, int, double> answer)
    {
        (double W, double Eta, double Decay, int Steps)[] places = [(1, 0.001, 0.01, 1000), (-3, 0.1, 0.5, 7), (2, 0.01, 0.1, 1), (5, 0.3, 0.2, 40)];
        return Check.Of("12.5", () => At(answer), At((w, eta, decay, steps) => w * Math.Pow(1 - (eta * decay), steps)),
            "Yes: 0.990 of 1 is left after 1000 steps. The decay says how much, as it should.",
            "One step: w − η · decay · w. By which number is w multiplied? And how often?",
            (At((w, _, _, _) => w), "Nothing has decayed. The data ask for nothing, but the decay works all the same: what does one step make of w?"),
            (At((w, _, decay, steps) => w * Math.Pow(1 - decay, steps)),
                "Nearly everything would be gone. Look at the formula again: is η in it?"),
            (At((w, eta, decay, _) => w * (1 - (eta * decay))), "That is right for one step. How many are there?"),
            (At((w, eta, decay, steps) => w * (1 - (eta * decay * steps))),
                "Very near at first. But each step takes its part of what is *left*, so the steps become shorter."),
            (At((w, eta, decay, steps) => Math.Pow(1 - (eta * decay), steps)), "That is right for w = 1. And when it begins elsewhere?"),
            (At((w, eta, decay, steps) => w * Math.Pow(1 - eta, steps)), "Where is the decay? With another decay, another part should be left."),
            (At((w, eta, decay, steps) => w * Math.Pow(eta * decay, steps)),
                "η · decay is the part that a step takes away. Which part does it leave?"),
            (At(InGradient), "Did the decay enter the gradient? That is Adam, whose ruler takes its size away. In AdamW, w shrinks by itself."));

        IReadOnlyList<Tensor> At(Func<double, double, double, int, double> function)
            => [.. places.Select(place => (Tensor)function(place.W, place.Eta, place.Decay, place.Steps))];

        static double InGradient(double w, double eta, double decay, int steps)
        {
            var (m, s) = (0.0, 0.0);
            for (var t = 1; t <= steps; t++)
            {
                var g = decay * w;
                (m, s) = ((0.9 * m) + (0.1 * g), (0.999 * s) + (0.001 * g * g));
                w -= eta * (m / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(s / (1 - Math.Pow(0.999, t))) + 1e-8);
            }
            return w;
        }
    }

    /// <summary>Checks exercise 12.6: the smallest turn of the valley at which AdaGrad loses to momentum. The check lets both run.</summary>
    /// <param name="degrees">The angle.</param>
    public static Check SmallestAngle(double degrees)
    {
        const string exercise = "12.6";
        if (!double.IsFinite(degrees) || degrees != Math.Round(degrees))
            return Open("A whole number of degrees, please: such as 10.");
        if (degrees is < 0 or > LargestAngle)
            return Open("Stay between 0° and 90°: at 90° the axes have changed places, and everything begins again.");
        var (adaGrad, momentum) = Race(degrees);
        var result = Invariant($"At {degrees:0}°, AdaGrad needs {adaGrad} updates and momentum {momentum}.");
        if (adaGrad <= momentum && degrees > 45)
            return Open($"{result} So near to 90°, the valley lies along an axis again. Look on the other side, near 0°.");
        if (adaGrad <= momentum)
            return Open($"{result} AdaGrad still wins. Turn the paper further.");
        var (adaGradBefore, momentumBefore) = Race(degrees - 1);
        return adaGradBefore > momentumBefore
            ? Open(Invariant($"{result} AdaGrad loses, yes. But it loses at {degrees - 1:0}° too, with {adaGradBefore} against {momentumBefore}: turn the paper back."))
            : new Check(exercise, true, Invariant($"{result} At {degrees - 1:0}° it still wins, with {adaGradBefore}. So little is enough: a ruler for every axis needs valleys that lie along the axes."));

        static Check Open(string hint) => new(exercise, false, hint);
    }

    /// <summary>How many updates AdaGrad (1) and momentum (0.005) need in the lesson's valley.</summary>
    private static (int AdaGrad, int Momentum) Race(double degrees)
    {
        return (Arrival(w => new AdaGrad(w, 1)), Arrival(w => new Momentum(w, 0.005)));

        int Arrival(Func<Variable[], Optimizer> newOptimizer)
        {
            const int stay = 200, most = 2000;
            var (sin, cos) = Math.SinCos(double.DegreesToRadians(degrees));
            var (w1, w2) = (new Variable((-7 * cos) - (2 * sin), "w₁"), new Variable((-7 * sin) + (2 * cos), "w₂"));
            var arrived = 0;
            foreach (var step in Training.Steps(
                () => (0.5 * ((cos * w1) + (sin * w2)).Square()) + (50 * ((cos * w2) - (sin * w1)).Square()), newOptimizer([w1, w2])))
            {
                if (!(step.Cost <= 0.01)) arrived = step.Iteration + 1;
                else if (step.Iteration - arrived == stay) break;
                if (step.Iteration >= most) break;
            }
            return arrived;
        }
    }
}
