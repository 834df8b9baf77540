namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>
    /// What the data do to a run: the slider goes through data sets, and everything moves at once. The samples with the lines ŷ = θ₁x + θ₀ of the run (after 0, 1, 2, 4, 8, … updates);
    /// the cost against the updates; and on the (θ₁, θ₀) plane, in equal scales, level lines of the cost, each 10 times as far above the minimum as the one inside it, with the trajectory and the condition number κ.
    /// </summary>
    /// <param name="sets">For each stop of the slider its label, its samples, and a run on them: the parameters θ₁ and θ₀, in this order.</param>
    /// <param name="slider">What the slider changes, for example "offset m =".</param>
    /// <remarks>The cost is the mean of (y − ŷ)².</remarks>
    /// <exception cref="ArgumentException">There is no data set, a run without an entry, the parameters are not two numbers, or all x of a data set are equal.</exception>
    public static Chart Valleys(IEnumerable<(string Label, Samples Samples, History Run)> sets, string slider)
    {
        ValleyView[] views = [.. Demand(sets, "the list of data sets", nameof(sets))
            .Select(set => new ValleyView(set.Label, set.Samples, Demand(Path(set.Run), $"the run on '{set.Label}'", nameof(sets))))];
        // The same levels for all, or nobody could compare: as high as the lowest start, and one above it.
        var top = views.Min(view => view.HighestLevel);
        foreach (var view in views) view.DrawLevels(top + 1);
        var first = views[0];

        var (left, right) = RangeOf(views.SelectMany(view => view.Xs), 0.08, 1);
        // Taller than wide, as its place beside two other panels is, and the valley of data that lie away from zero; with room for the level lines.
        var plane = PlaneRange(views.SelectMany(view => view.Followed.Append(view.Best)), 0.5, tallness: 1.7, atLeast: 0.1);
        var updates = views.Max(view => view.Path.Length) - 1;
        // A walk that arrives exactly would stretch the axis down to rounding errors.
        var highest = Math.Max(views.Max(view => view.HighestCost), 1e-12);
        var lowest = Math.Max(views.Min(view => view.Costs.Where(double.IsFinite).DefaultIfEmpty(highest).Min()), highest * 1e-4);

        var spot = (X: plane.Across.Low + (0.04 * (plane.Across.High - plane.Across.Low)), Y: plane.Up.High - (0.04 * (plane.Up.High - plane.Up.Low)));
        var fan = Trace.Line(first.FanX(left, right), first.FanY(left, right), "lines on the way").Colored(Palette.Blue).With("line.width", 1).With("opacity", 0.55);
        var line = Trace.Line([left, right], LineEnds(first.Path[^1], left, right), "last line").Colored(Palette.Blue).With("line.width", 3.5);
        var samples = Trace.Points(first.Xs, first.Ys, "samples").Colored(Palette.Grey).With("marker.size", 7);
        var center = Trace.Points([first.Center.X], [first.Center.Y], "middle of the data").Colored(Palette.Vermilion).With("marker.size", 12).With("marker.symbol", "x");
        var levels = Trace.Line(first.LevelX, first.LevelY).Colored(Palette.Grey).With("line.width", 1.2).With("hoverinfo", "skip").In(1);
        var path = Trace.Line(first.Footprints.Select(point => point.Theta1), first.Footprints.Select(point => point.Theta0)).Colored(Palette.Blue)
            .With("mode", "lines+markers").With("line.width", 2).With("marker.size", 6).In(1);
        var start = Trace.Points([first.Path[0].Theta1], [first.Path[0].Theta0], "start").Colored(Palette.Ink).With("marker.symbol", "circle-open").With("marker.size", 17).With("marker.line", LineOf(2, Palette.Ink)).In(1);
        var best = Trace.Points([first.Best.Theta1], [first.Best.Theta0], "minimum").Colored(Palette.Ink).With("marker.size", 13).With("marker.symbol", "star").In(1);
        var kappa = Trace.Text([spot.X], [spot.Y], [first.Kappa]).With("textposition", "bottom right").With("textfont.size", 16).In(1);
        var cost = Trace.Line(first.CostX, first.CostY).Colored(Palette.Blue).In(2);

        return new Chart("What the data do to the trajectory",
                new Panel(new Axis("x") { Range = (left, right) }, new Axis("y") { Range = RangeOf(views.SelectMany(view => view.Ys).Append(0), 0.08, 1) }) { Title = "Samples and lines" },
                // On a phone, where the panels stand below each other, a tall one stays tall.
                new Panel(new Axis(Theta1Axis) { Range = plane.Across }, new Axis(Theta0Axis) { Range = plane.Up }) { Title = "Trajectory on level lines", Column = 1, EqualScales = true, Share = 1.5 },
                new Panel(IterationAxis(updates + 1) with { Title = "update" }, new Axis("cost C (log scale)") { Logarithmic = true, Range = (lowest * 0.8, highest * 1.25) }) { Title = "Cost" })
            .Add(fan, line, samples, center, levels, path, start, best, kappa, cost)
            .Animate(slider, views.Select(view => new Frame(view.Label,
            [
                fan.To(view.FanX(left, right), view.FanY(left, right)),
                line.To([left, right], LineEnds(view.Path[^1], left, right)),
                samples.To(view.Xs, view.Ys),
                center.To(view.Center.X, view.Center.Y),
                levels.To(view.LevelX, view.LevelY),
                path.To(view.Footprints.Select(point => point.Theta1), view.Footprints.Select(point => point.Theta0)),
                start.To(view.Path[0].Theta1, view.Path[0].Theta0),
                best.To(view.Best.Theta1, view.Best.Theta0),
                kappa.To([spot.X], [spot.Y], [view.Kappa]),
                cost.To(view.CostX, view.CostY),
            ]))) with
        {
            Description = $"Samples, cost, and level lines with the trajectory from {Point(first.Path[0].Theta1, first.Path[0].Theta0)}: " + Stops(views.Select(view =>
                $"{slider} {view.Label}: {view.Kappa}, minimum at {Point(view.Best.Theta1, view.Best.Theta0)}, after {Readable.Count(view.Path.Length - 1, "update")} "
                + $"at {Point(view.Path[^1].Theta1, view.Path[^1].Theta0)} with cost {Number(view.Costs[^1])}")) + ".",
        };
    }

    /// <summary>One data set and the run on it, as <see cref="Valleys"/> draws them.</summary>
    private sealed class ValleyView
    {
        public ValleyView(string label, Samples samples, (double Theta1, double Theta0)[] path)
        {
            (Label, Path, Best) = (label, path, LeastSquares.Line(samples));
            (Xs, Ys) = (samples.X.ToArray(), samples.Y.ToArray());
            (double X, double Y)[] data = [.. samples];
            Center = (Xs.Average(), Ys.Average());
            Kappa = $"κ = {Number(Hessian.OfLine(samples.X).ConditionNumber)}";
            Costs = [.. path.Select(point => Cost(data, point))];
            var limit = 25 * Costs[0];
            Followed = [.. path.Where((_, k) => k == 0 || Costs[k] <= limit)];
            HighestCost = Costs.Where(cost => cost <= limit).DefaultIfEmpty(1).Max();
            var kept = FrameIterations(path.Length);
            Footprints = [.. kept.Select(k => path[k])];
            (CostX, CostY) = ([.. kept.Select(k => (double)k)], [.. kept.Select(k => Costs[k])]);
            HighestLevel = (int)Math.Ceiling(Math.Log10(Math.Max(Costs[0] - Cost(data, Best), 1e-6)));
        }

        public string Label { get; }

        public (double Theta1, double Theta0)[] Path { get; }

        public (double Theta1, double Theta0)[] Footprints { get; }

        /// <summary>The path without what lies beyond 25 times the start's cost: a walk that runs away leaves the picture.</summary>
        public (double Theta1, double Theta0)[] Followed { get; }

        public double HighestCost { get; }

        public (double Theta1, double Theta0) Best { get; }

        public double[] Xs { get; }

        public double[] Ys { get; }

        public (double X, double Y) Center { get; }

        public string Kappa { get; }

        public double[] Costs { get; }

        public double[] CostX { get; }

        public double[] CostY { get; }

        /// <summary>The power of ten that is next above the start.</summary>
        public int HighestLevel { get; }

        public double[] LevelX { get; private set; } = [];

        public double[] LevelY { get; private set; } = [];

        /// <summary>The lines after 0, 1, 2, 4, 8, … updates, with gaps between.</summary>
        public IEnumerable<double> FanY(double left, double right) => Fan().SelectMany(point => (double[])[.. LineEnds(point, left, right), double.NaN]);

        public IEnumerable<double> FanX(double left, double right) => Fan().SelectMany(_ => (double[])[left, right, double.NaN]);

        private IEnumerable<(double Theta1, double Theta0)> Fan()
        {
            yield return Path[0];
            for (var k = 1; k < Path.Length; k *= 2) yield return Path[k];
        }

        /// <summary>
        /// The level lines as the ellipses that they are: a turn Δ₁ about the middle of the data and a lift of it raise the cost by s²Δ₁² + (x̄Δ₁ + Δ₀)², so the points
        /// sΔ₁ = √c cos t, x̄Δ₁ + Δ₀ = √c sin t are c above the minimum.
        /// </summary>
        public void DrawLevels(int top)
        {
            const int corners = 72, most = 5;
            var spread = Math.Sqrt(Xs.Average(x => Math.Pow(x - Center.X, 2)));
            var points = Enumerable.Range(0, most).SelectMany(level => Enumerable.Range(0, corners + 2).Select(corner =>
            {
                if (corner > corners) return (X: double.NaN, Y: double.NaN);
                var (sin, cos) = Math.SinCos(2 * Math.PI * corner / corners);
                var height = Math.Sqrt(Math.Pow(10, top - level));
                var turn = height * cos / spread;
                return (X: Best.Theta1 + turn, Y: Best.Theta0 + (height * sin) - (Center.X * turn));
            })).ToArray();
            // Pages hold many of these: no eye sees a sixth digit.
            (LevelX, LevelY) = ([.. points.Select(point => Digits(point.X, 5))], [.. points.Select(point => Digits(point.Y, 5))]);
        }
    }
}
