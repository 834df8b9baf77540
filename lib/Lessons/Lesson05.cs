namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 05, Vector notation and Jacobians.</summary>
public static class Lesson05
{
    /// <summary>Checks exercise 05.1: what a mean hands back to a vector of losses when 1 arrives.</summary>
    /// <param name="answer">Takes the losses of any number of samples; gives their gradient.</param>
    public static Check LossGradient(Func<Tensor, Tensor> answer)
    {
        Tensor[] places = [(double[])[16, 9, 2.25, 25], (double[])[3, 1, 7]];
        return Check.Of("05.1", () => At(answer), At(loss => Tensor.Filled(loss.Shape, 1.0 / loss.Count)),
            "Yes. The mean shares fairly, and the gradient has the shape of its value: one number for each loss.",
            "Raise one of the n losses by 1. By how much does their mean rise? That number stands in every place of the answer.",
            (At(loss => loss), "Those are the losses themselves. A gradient says how much the cost changes when a loss changes."),
            (At(loss => Tensor.Ones(loss.Shape)), "The shape is right. But the cost is a mean: can it rise by 1 when only one of the losses rises by 1?"),
            (At(loss => Tensor.Zeros(loss.Shape)), "It gives 0 everywhere. Look at the types: 1 / loss.Count is a division of integers."),
            (At(loss => 1.0 / loss.Count), "The number is right, the shape is not. The losses are a vector: what shape has their gradient?"),
            (At(_ => 0), "That is one number, and it is 0. Look at the types (1 / loss.Count is a division of integers), and then at the shape: the losses are a vector."),
            (At(loss => loss / loss.Count), "A larger loss got more. Does the mean look at the values? Raise either loss by 1, and compare what the cost does."),
            (At(loss => loss / loss.Sum()), "The shares add up to 1, and that is good. But the larger loss got the larger share: does the mean node look at the values?"),
            (At(_ => Tensor.Filled(Shape.Vector(4), 0.25)), "Right for four samples. The answer must also have the shape of the losses when there are three."));

        IReadOnlyList<Tensor> At(Func<Tensor, Tensor> function) => [.. places.Select(function)];
    }

    /// <summary>Checks exercise 05.2: the Jacobian of the square node.</summary>
    /// <param name="answer">Takes a vector of n numbers; gives a matrix of n × n, rows outputs and columns inputs.</param>
    public static Check SquareJacobian(Func<Tensor, Tensor> answer)
    {
        Tensor[] places = [(double[])[4, -3, 1.5, -5], (double[])[0.5, -1.5, 3]];
        return Check.Of("05.2", () => At(answer), Matrices((x, i, j) => i == j ? 2 * x[i] : 0),
            "Yes: diag(2x). Every output listens to the input in its own place, and reacts with the slope there.",
            "Go through the places one by one. jacobian[i, j]: does output i listen to input j at all? If it does, what is the slope of the square there?",
            (Matrices((_, _, _) => 0), "All answers are still 0, as if no loss reacted to any error. Which of them does the picture of the nudges show in colour?"),
            (At(x => 2 * x), "These are the right numbers, and a shortcut that we shall use. But the table asks sixteen questions for four inputs. Where in it do these numbers stand?"),
            (Matrices((x, i, j) => 2 * x[i] * x[j]), "This table is full: it says that loss 1 reacts to error 2. Look at the nudges: does it?"),
            (Matrices((x, i, _) => 2 * x[i]), "Every row repeats its number in all columns. That says: output i listens to every input. Does it?"),
            (Matrices((x, _, j) => 2 * x[j]), "Every column repeats its number in all rows. That says: input j talks to every output. Does it?"),
            (Matrices((x, i, j) => i == j ? x[i] * x[i] : 0), "The right places, but these are the values x². The table holds slopes."),
            (Matrices((x, i, j) => i == j ? x[i] : 0), "The right places, but only half as much as the nudges say. How many strips does a square grow?"),
            (Matrices((_, i, j) => i == j ? 2 : 0), "The right places. But is the slope of a square the same everywhere?"),
            (Matrices((_, i, j) => i == j ? 1 : 0), "That is the identity matrix. It belongs to a node that hands itself on. What is the slope of the square?"),
            (Matrices((x, i, j) => i + j == x.Count - 1 ? 2 * x[i] : 0), "This is the other diagonal: the first output listens to the last input. To which input does output i listen?"));

        IReadOnlyList<Tensor> At(Func<Tensor, Tensor> function) => [.. places.Select(function)];

        IReadOnlyList<Tensor> Matrices(Func<Tensor, int, int, double> element) => At(x =>
        {
            var matrix = new double[x.Count, x.Count];
            for (var i = 0; i < x.Count; i++)
                for (var j = 0; j < x.Count; j++)
                    matrix[i, j] = element(x, i, j);
            return matrix;
        });
    }

    /// <summary>Checks exercise 05.3: the gradient of the cost for the weight.</summary>
    /// <param name="answer">Takes the inputs and the gradient that arrives at the predictions, two vectors of n; gives one number.</param>
    public static Check WeightGradient(Func<Tensor, Tensor, Tensor> answer)
        => Check.Of("05.3", () => At(answer), At((x, dyHat) => (x * dyHat).Sum()),
            "Yes: a dot product. Each input meets the gradient of its own prediction, and the four paths add up in θ₁.",
            "Sample i sends xᵢ times its own dŷᵢ to θ₁. All of them arrive at the same number: what do gradients do where paths meet?",
            (At((x, dyHat) => x * dyHat), "These are the right pieces, one from each sample. But θ₁ is one number, and a gradient has the shape of its value."),
            (At((x, dyHat) => (x * dyHat).Mean()), "The right pieces, but their mean. Who has divided by n already, on the way from the cost to dŷ?"),
            (At((x, dyHat) => x.Sum() * dyHat.Sum()), "You added up first and multiplied afterwards. Each xᵢ belongs to its own dŷᵢ: make the pairs first."),
            (At((_, dyHat) => dyHat.Sum()), "Added up, yes. But on the path to θ₁ there is a multiply node. What does it multiply with?"),
            (At((x, dyHat) => x[x.Count - 1] * dyHat[x.Count - 1]), "Only the last sample has been heard. An = where a += is needed does that."),
            (At((_, dyHat) => dyHat), "That is what arrives at the predictions. There are still a plus and a multiply between them and θ₁."),
            (At((x, dyHat) => -2 * (x * dyHat).Sum()), "The −2 is there twice now: the square and the minus node have already done their part, and it is inside dŷ."));

    /// <summary>Checks exercise 05.4: the gradient of the cost for the bias.</summary>
    /// <param name="answer">Takes the inputs and the gradient that arrives at the predictions, two vectors of n; gives one number.</param>
    public static Check BiasGradient(Func<Tensor, Tensor, Tensor> answer)
        => Check.Of("05.4", () => At(answer), At((_, dyHat) => dyHat.Sum()),
            "Yes. θ₀ was copied into every place, and its copies come home as a sum: a dot product with ones.",
            "θ₀ is added in every place. Which gradient does each of its copies get, and what do they do when they come home?",
            (At((x, dyHat) => (x * dyHat).Sum()), "That is the gradient of the weight. Is there a multiply node on the path to the bias?"),
            (At((_, dyHat) => dyHat.Mean()), "Their mean: then the cost has been shared twice. Who has divided by n already?"),
            (At((_, dyHat) => dyHat), "The right numbers, one for each copy of θ₀. But θ₀ itself is one number: what shape has its gradient?"),
            (At((_, dyHat) => dyHat.Count), "That adds up the ones, but not what arrived. Each copy hands on its own dŷᵢ."),
            (At((_, dyHat) => dyHat[dyHat.Count - 1]), "Only the last copy has come home. An = where a += is needed does that."),
            (At((x, dyHat) => x.Sum() * dyHat.Sum()), "Added up, yes. But x has come in. Does the plus node look at values?"));

    /// <summary>Checks exercise 05.5: the backward of the running sum zᵢ = x₁ + … + xᵢ.</summary>
    /// <param name="answer">Takes the arriving gradient, a vector of n; gives the gradient for the inputs, a vector of n.</param>
    public static Check RunningSumBackward(Func<Tensor, Tensor> answer)
    {
        Tensor[] places = [(double[])[1, 2, 3, 4], (double[])[0.5, -1, 2]];
        return Check.Of("05.5", () => At(answer), Sums((dz, j) => dz[j..].Sum()),
            "Yes. Everything from its own place to the end comes back to an input: a running sum from the other end. A shortcut does not need a diagonal, it needs a pattern.",
            "Take one input, say the second. To which outputs does it talk? (Read its column in the picture.) What has arrived at these comes back to it.",
            (At(dz => dz), "That is right for a node that hands each number on to its own place. But the first input is used in every output."),
            (Sums((dz, j) => dz[..(j + 1)].Sum()), "That is J·dz: you read the table by rows, as on the way forward. Which outputs use the first input: one of them, or all?"),
            (Sums((dz, j) => dz[^(j + 1)..].Sum()), "The right numbers in the wrong order. The first input talks to the most outputs: should it get the smallest sum?"),
            (Sums((dz, _) => dz.Sum()), "All inputs get the same, as if each talked to every output. To how many does the last input talk?"),
            (Sums((dz, j) => dz[(j + 1)..].Sum()), "Nearly. Each input talks to all the later outputs, but does it not also talk to the one in its own place?"),
            (Sums((dz, j) => dz[j] * (dz.Length - j)), "You counted to how many outputs an input talks, and that count is right. But each of these outputs has a gradient of its own."));

        IReadOnlyList<Tensor> At(Func<Tensor, Tensor> function) => [.. places.Select(function)];

        IReadOnlyList<Tensor> Sums(Func<double[], int, double> at) => At(dz =>
        {
            var values = dz.ToArray();
            return values.Select((_, j) => at(values, j)).ToArray();
        });
    }

    /// <summary>Checks exercise 05.6: a node in which every output listens to one input, in another place, and its Jacobian is not symmetric.</summary>
    /// <param name="answer">Takes a vector of four numbers; gives a vector of four.</param>
    public static Check Mix(Func<Tensor, Tensor> answer)
    {
        // Two places: a slope may be 0 by accident in one.
        Tensor[] places = [(double[])[-1.5, 2.5, 0.5, 3], (double[])[0.75, 1.25, -2, 0.4]];
        var talks = new bool[4, 4];
        try
        {
            foreach (var place in places)
            {
                if (answer(place) is var z && z.Shape != place.Shape)
                    return Open($"Four numbers go in, so four numbers must come out, of shape (4). Yours has shape {z.Shape}.");
                var jacobian = GradientCheck.Jacobian(answer, place);
                if (!jacobian.IsFinite)
                    return Open("The slopes are not finite numbers at some place. Keep away from divisions by 0 and logarithms of negative numbers; the exercise needs nothing difficult.");
                for (var i = 0; i < 4; i++)
                    for (var j = 0; j < 4; j++)
                        talks[i, j] |= Math.Abs(jacobian[i, j]) > 1e-6;
            }
        }
        catch (Exception exception)
        {
            return Open($"Your code stopped with an error: {exception.Message}") with { IsGeneral = true };
        }

        int[] four = [0, 1, 2, 3];
        var heard = four.Select(i => four.Count(j => talks[i, j])).ToArray();
        var listeners = four.Select(j => four.Count(i => talks[i, j])).ToArray();
        return 0 switch
        {
            _ when Array.IndexOf(heard, 0) is >= 0 and var deaf
                => Open($"Output z[{deaf}] listens to nobody: its row is all zeros, so no gradient could pass."),
            _ when Array.FindIndex(heard, count => count > 1) is >= 0 and var curious
                => Open($"Output z[{curious}] listens to {heard[curious]} inputs: count the coloured cells in its row. It should listen to one."),
            _ when Array.IndexOf(listeners, 0) is >= 0 and var lonely
                => Open($"Nobody listens to input x[{lonely}]: its column is all zeros. Which input is heard twice instead?"),
            _ when four.All(i => talks[i, i])
                => Open("Every output listens to the input in its own place: the Jacobian is diagonal, as with all the nodes before. Let the numbers change places."),
            _ when Array.FindIndex(four, i => talks[i, i]) is >= 0 and var own
                => Open($"Nearly. But output z[{own}] still listens to the input in its own place: look at the diagonal."),
            _ when four.All(i => four.All(j => talks[i, j] == talks[j, i]))
                => Open("They change places in pairs: I listen to you, you listen to me. Exchange rows and columns, and the pattern is the same, so nobody would notice a forgotten transpose. How can the listening go in one direction only?"),
            _ => new Check("05.6", true,
                "Yes! The numbers go round in a ring, and a ring has a direction: J sends them one way, and its transpose brings the gradients back the other way."),
        };

        static Check Open(string hint) => new("05.6", false, hint);
    }

    /// <summary>The functions of exercises 3 and 4, with four samples and with three.</summary>
    private static IReadOnlyList<Tensor> At(Func<Tensor, Tensor, Tensor> function)
    {
        (Tensor X, Tensor DyHat)[] places = [((double[])[-1.5, 2.5, 0.5, 3], (double[])[-2, 1.5, -0.75, 2.5]), ((double[])[2, -1, 4], (double[])[0.5, 3, -1.5])];
        return [.. places.Select(place => function(place.X, place.DyHat))];
    }
}
