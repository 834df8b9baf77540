namespace DeepLearningMath;

/// <summary>Curves on which a function has one value, from its values on a grid (marching squares), with no more points than a screen shows.</summary>
/// <remarks>Drawn as lines they are smoother than Plotly's own contours and a tenth of the data.</remarks>
internal static class LevelCurves
{
    /// <summary>The curves of one level, one after the other with a gap (NaN) behind each.</summary>
    /// <param name="x">Where the columns are.</param>
    /// <param name="y">Where the rows are.</param>
    /// <param name="z">The values: a row for each y, a column for each x. NaN is never crossed.</param>
    /// <param name="level">The level, above 0.</param>
    public static List<(double X, double Y)> At(double[] x, double[] y, double[,] z, double level)
    {
        var crossings = new Dictionary<int, (double X, double Y)>();
        var neighbours = new Dictionary<int, List<int>>();
        for (var row = 0; row + 1 < y.Length; row++)
        {
            for (var column = 0; column + 1 < x.Length; column++) Cell(row, column);
        }
        var points = new List<(double X, double Y)>();
        // Open curves begin at an end; what is left then is closed.
        foreach (var start in neighbours.Keys.OrderBy(edge => neighbours[edge].Count).ToArray())
        {
            if (neighbours[start].Count == 0) continue;
            points.AddRange(Simplified([.. Follow(start).Select(edge => crossings[edge])], (x[^1] - x[0]) / 3000, (y[^1] - y[0]) / 3000));
            points.Add((double.NaN, double.NaN));
        }
        return points;

        void Cell(int row, int column)
        {
            // Edges in turn: bottom, right, top, left.
            var bottom = Horizontal(row, column);
            var right = Vertical(row, column + 1);
            var top = Horizontal(row + 1, column);
            var left = Vertical(row, column);
            int?[] found = [bottom, right, top, left];
            int[] crossed = [.. found.OfType<int>()];
            if (crossed.Length == 2) Join(crossed[0], crossed[1]);
            if (crossed.Length != 4) return;
            // A saddle: the middle says which corners belong together.
            var middle = (z[row, column] + z[row, column + 1] + z[row + 1, column] + z[row + 1, column + 1]) / 4;
            var isTogether = middle > level == z[row, column] > level;
            Join(crossed[0], crossed[isTogether ? 1 : 3]);
            Join(crossed[2], crossed[isTogether ? 3 : 1]);
        }

        int? Horizontal(int row, int column) => Edge(2 * (row * x.Length + column), z[row, column], z[row, column + 1],
            t => (x[column] + t * (x[column + 1] - x[column]), y[row]));

        int? Vertical(int row, int column) => Edge(2 * (row * x.Length + column) + 1, z[row, column], z[row + 1, column],
            t => (x[column], y[row] + t * (y[row + 1] - y[row])));

        int? Edge(int edge, double from, double to, Func<double, (double, double)> place)
        {
            if (!(from > level != to > level) || double.IsNaN(from) || double.IsNaN(to)) return null;
            // Costs are like squares near their minimum, so their roots are like straight lines.
            var (a, b) = (Math.Sqrt(Math.Max(from, 0)), Math.Sqrt(Math.Max(to, 0)));
            if (!crossings.ContainsKey(edge)) crossings[edge] = place(double.IsFinite(b - a) ? (Math.Sqrt(level) - a) / (b - a) : 0.5);
            return edge;
        }

        void Join(int one, int other)
        {
            (neighbours.TryGetValue(one, out var of) ? of : neighbours[one] = []).Add(other);
            (neighbours.TryGetValue(other, out of) ? of : neighbours[other] = []).Add(one);
        }

        IEnumerable<int> Follow(int edge)
        {
            yield return edge;
            while (neighbours[edge] is [var next, ..])
            {
                neighbours[edge].Remove(next);
                neighbours[next].Remove(edge);
                yield return edge = next;
            }
        }
    }

    /// <summary>Douglas and Peucker: a point stays if leaving it away would move the curve by more than a third of a pixel or so.</summary>
    private static IEnumerable<(double X, double Y)> Simplified((double X, double Y)[] curve, double toleranceX, double toleranceY)
    {
        var stays = new bool[curve.Length];
        stays[0] = stays[^1] = true;
        var open = new Stack<(int First, int Last)>([(0, curve.Length - 1)]);
        while (open.TryPop(out var span))
        {
            var (farthest, distance) = (-1, 1.0);
            for (var i = span.First + 1; i < span.Last; i++)
            {
                if (Distance(curve[i], curve[span.First], curve[span.Last]) is var d && d > distance) (farthest, distance) = (i, d);
            }
            if (farthest < 0) continue;
            stays[farthest] = true;
            open.Push((span.First, farthest));
            open.Push((farthest, span.Last));
        }
        return curve.Where((_, i) => stays[i]);

        double Distance((double X, double Y) point, (double X, double Y) from, (double X, double Y) to)
        {
            var (px, py) = ((point.X - from.X) / toleranceX, (point.Y - from.Y) / toleranceY);
            var (dx, dy) = ((to.X - from.X) / toleranceX, (to.Y - from.Y) / toleranceY);
            var length = Math.Sqrt(dx * dx + dy * dy);
            return length < 1e-9 ? Math.Sqrt(px * px + py * py) : Math.Abs(px * dy - py * dx) / length;
        }
    }
}
