namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>
    /// Why a stochastic walk bends: each batch has a cost of its own, with a minimum of its own. A panel for each walk shows the (θ₁, θ₀) plane in equal scales with
    /// the level lines of the cost of all samples, the walk, and of the batch that moves it next the best answer, the level line through the present point, and the step,
    /// which is perpendicular to it. A batch of one sample has a whole line of best answers. The slider goes through the iterations.
    /// </summary>
    /// <param name="samples">All samples; the cost is the mean of (y − ŷ)² with ŷ = θ₁x + θ₀.</param>
    /// <param name="walks">
    /// For each walk its name, (θ₁, θ₀) after 0, 1, 2, … updates, and for each update the numbers of the samples that it used, counted from 0. A shorter walk waits at its end.
    /// </param>
    /// <exception cref="ArgumentException">There is no sample or no walk, a walk without a point or without a batch for each update, or a batch that is empty or names a sample that is not there.</exception>
    public static Chart BatchBowls(
        IEnumerable<(double X, double Y)> samples,
        params IEnumerable<(string Name, IEnumerable<(double Theta1, double Theta0)> Path, IEnumerable<IReadOnlyList<int>> Batches)> walks)
    {
        var data = Demand(samples, "the list of samples", nameof(samples));
        var all = Demand(walks, "the list of walks", nameof(walks)).Select(walk =>
        {
            var path = Demand(walk.Path, $"the walk '{walk.Name}'", nameof(walks));
            ArgumentNullException.ThrowIfNull(walk.Batches, nameof(walks));
            IReadOnlyList<int>[] batches = [.. walk.Batches.Take(path.Length - 1)];
            if (batches.Length < path.Length - 1)
                throw new ArgumentException($"The walk '{walk.Name}' has {Readable.Count(path.Length - 1, "update")}, but only {batches.Length} {(batches.Length == 1 ? "batch" : "batches")}: each update needs its batch.", nameof(walks));
            if (batches.FirstOrDefault(batch => batch.Count == 0 || batch.Any(row => row < 0 || row >= data.Length)) is { } wrong)
                throw new ArgumentException(
                    $"The walk '{walk.Name}' has a batch of the samples [{string.Join(", ", wrong)}]: a batch has at least one sample, and they go from 0 to {data.Length - 1}.", nameof(walks));
            return (walk.Name, Path: path, Bowls: batches.Select(batch => new Bowl([.. batch.Select(row => data[row])])).ToArray());
        }).ToArray();

        var (across, up) = PlaneRange(all.SelectMany(walk => walk.Path), 0.18);
        // Level lines ask for thousands of costs, so not each of them goes through all samples again.
        var whole = new Bowl(data);
        var floor = whole.Minimum is { } least ? Cost(data, least) : 0;
        var levels = whole.Minimum is null
            ? LevelLines((theta1, theta0) => Cost(data, (theta1, theta0)), across, up)
            : LevelLines((theta1, theta0) => floor + whole.Above((theta1, theta0)), across, up, floor);
        var panels = all.Select((walk, i) => Plane(across, up) with { Title = walk.Name, Column = i }).ToArray();
        var chart = new Chart("Each batch has a bowl of its own", panels);
        var moves = new List<Func<int, TraceChange[]>>();
        foreach (var (i, (name, path, bowls)) in all.Index())
        {
            var kept = FrameIterations(path.Length).Select(k => path[k]).ToArray();
            var footprints = Trace.Line(kept.Select(point => point.Theta1), kept.Select(point => point.Theta0)).Colored(Palette.Blue)
                .With("mode", "lines+markers").With("line.width", 1.5).With("marker.size", 5).With("opacity", 0.6).In(i);
            var here = Trace.Points([path[0].Theta1], [path[0].Theta0], i == 0 ? "walker" : null).Colored(Palette.Blue).With("marker.size", 13).In(i);
            var best = Trace.Line(BestX(0), BestY(0), i == 0 ? "best for this batch" : null).Colored(Palette.Vermilion)
                .With("mode", "lines+markers").With("line.width", 4).With("marker.size", 13).With("marker.symbol", "star").In(i);
            var (levelX, levelY) = Level(0);
            var level = Trace.Line(levelX, levelY, i == 0 ? "equal cost for this batch" : null).Colored(Palette.Vermilion).Dashed("dot").With("line.width", 1.5).In(i);
            var step = Trace.Arrow(path[0], Next(0), i == 0 ? "its step" : null).Colored(Palette.Green).With("line.width", 3.5).In(i);
            chart = chart.Add(levels.Select(trace => trace.In(i))).Add(footprints, level, best, here, step);
            moves.Add(k =>
            {
                var (x, y) = Level(k);
                return [level.To(x, y), best.To(BestX(k), BestY(k)), here.To(At(path, k).Theta1, At(path, k).Theta0), step.ToArrow(At(path, k), Next(k))];
            });

            Bowl? BowlAt(int k) => k < bowls.Length ? bowls[k] : null;
            IEnumerable<double> BestX(int k) => BowlAt(k) is { } bowl ? bowl.Best(across).Select(point => point.Theta1) : [double.NaN];
            IEnumerable<double> BestY(int k) => BowlAt(k) is { } bowl ? bowl.Best(across).Select(point => point.Theta0) : [double.NaN];
            (double, double) Next(int k) => At(path, k + 1);
            (double[], double[]) Level(int k)
            {
                var points = BowlAt(k)?.LevelLine(path[k], across) ?? [(double.NaN, double.NaN)];
                return ([.. points.Select(point => point.Theta1)], [.. points.Select(point => point.Theta0)]);
            }
        }

        return chart.Animate("iteration", FrameIterations(all.Max(walk => walk.Path.Length))
            .Select(k => new Frame($"{k}", [.. moves.SelectMany(move => move(k))]))) with
        {
            Description = $"On the level lines of the cost of {Readable.Count(data.Length, "sample")}: "
                + string.Join("; ", all.Select(walk =>
                    $"{walk.Name} goes from {Point(walk.Path[0].Theta1, walk.Path[0].Theta0)} to {Point(walk.Path[^1].Theta1, walk.Path[^1].Theta0)} "
                    + $"in {Readable.Count(walk.Path.Length - 1, "iteration")}{FirstBest(walk.Bowls)}")) + ".",
        };

        static string FirstBest(Bowl[] bowls) => bowls switch
        {
            [] => "",
            [{ Minimum: var (theta1, theta0) }, ..] => $", and its first batch would like {Point(theta1, theta0)} best",
            _ => ", and its first batch has a whole line of best answers",
        };
    }

    /// <summary>The cost of one batch, C(θ) = mean (y − ŷ)²: a paraboloid, or a trench if all x of the batch are the same.</summary>
    private sealed class Bowl
    {
        private readonly double _meanX, _meanY, _meanSquare, _variance;

        public Bowl(IReadOnlyList<(double X, double Y)> batch)
        {
            (_meanX, _meanY) = (batch.Average(sample => sample.X), batch.Average(sample => sample.Y));
            _meanSquare = batch.Average(sample => sample.X * sample.X);
            _variance = batch.Average(sample => Math.Pow(sample.X - _meanX, 2));
            if (_variance <= 1e-12 * Math.Max(1, _meanSquare)) return;
            var theta1 = batch.Average(sample => (sample.X - _meanX) * (sample.Y - _meanY)) / _variance;
            Minimum = (theta1, _meanY - theta1 * _meanX);
        }

        /// <summary>The one best answer; null where there is a line of them.</summary>
        public (double Theta1, double Theta0)? Minimum { get; }

        /// <summary>The best answer or, of a line of them, two points beyond the plane.</summary>
        public (double Theta1, double Theta0)[] Best((double Low, double High) across) => Minimum is { } point ? [point] : Line(_meanY, across);

        /// <summary>How far the batch's cost at a point is above that at its minimum: (a + x̄b)² + variance·b², where b and a are the ways of θ₁ and θ₀ from there.</summary>
        public double Above((double Theta1, double Theta0) at)
        {
            var (b, a) = (at.Theta1 - Minimum!.Value.Theta1, at.Theta0 - Minimum.Value.Theta0);
            return Math.Pow(a + _meanX * b, 2) + _variance * b * b;
        }

        /// <summary>Where the batch's cost is what it is at a point: an ellipse; in a trench the line through the point along it.</summary>
        public (double Theta1, double Theta0)[] LevelLine((double Theta1, double Theta0) at, (double Low, double High) across)
        {
            if (Minimum is not { } minimum) return Line(at.Theta0 + _meanX * at.Theta1, across);
            var radius = Math.Sqrt(Above(at));
            return [.. Between(0, 2 * Math.PI, 49).Select(angle =>
            {
                var weight = radius * Math.Cos(angle) / Math.Sqrt(_variance);
                return (minimum.Theta1 + weight, minimum.Theta0 + radius * Math.Sin(angle) - _meanX * weight);
            })];
        }

        /// <summary>The answers with θ₁·x̄ + θ₀ = <paramref name="height"/>, longer than the plane is wide.</summary>
        private (double Theta1, double Theta0)[] Line(double height, (double Low, double High) across)
        {
            var width = across.High - across.Low;
            return [.. ((double[])[across.Low - width, across.High + width]).Select(theta1 => (theta1, height - _meanX * theta1))];
        }
    }
}
