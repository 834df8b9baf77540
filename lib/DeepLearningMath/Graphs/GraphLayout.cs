namespace DeepLearningMath;

/// <summary>
/// Places a graph in columns from left to right: every operation right of its inputs, few crossings, values at the height of what they come from.
/// The method is Sugiyama, Tagawa and Toda's (1981), with the heights of a column found as the closest ones that keep their distance (pool adjacent violators).
/// </summary>
internal sealed class GraphLayout
{
    /// <summary>A variable in the drawing, or (without one) a bend where an edge passes a column.</summary>
    internal sealed class Place(Variable? variable, int column, double order)
    {
        public Variable? Variable { get; } = variable;

        public int Column { get; } = column;

        /// <summary>The place in the column, from the top; at first where a walk through the graph met it.</summary>
        public double Order { get; set; } = order;

        /// <summary>The height of the middle, downward.</summary>
        public double Y { get; set; }

        public List<Edge> Incoming { get; } = [];

        public List<Edge> Outgoing { get; } = [];

        public double Height => Variable is null ? 24 : 66;
    }

    /// <summary>A piece of the way from a value to the operation that takes it as input number <paramref name="Port"/> of <paramref name="Ports"/>.</summary>
    internal sealed record Edge(Place From, Place To, int Port, int Ports)
    {
        /// <summary>How far from the middle of its target the edge ends: the first input above, the last below.</summary>
        public double Shift => (Port - (Ports - 1) / 2.0) * 14;
    }

    private readonly Dictionary<(Variable, int Column), Place> _places = [];

    public GraphLayout(IReadOnlyList<Variable> inTopologicalOrder)
    {
        var columnOf = ColumnsOf(inTopologicalOrder);
        foreach (var (order, variable) in inTopologicalOrder.Index())
            _places[(variable, columnOf[variable])] = new Place(variable, columnOf[variable], order);
        foreach (var (order, variable) in inTopologicalOrder.Index())
        {
            foreach (var (port, input) in variable.Inputs.Index()) Connect(input, columnOf[input], variable, columnOf[variable], port, order);
        }
        Columns = [.. _places.Values.GroupBy(place => place.Column).OrderBy(column => column.Key).Select(column => column.OrderBy(place => place.Order).ToArray())];
        Order();
        Level();
    }

    /// <summary>The columns from left to right, each from top to bottom.</summary>
    public Place[][] Columns { get; }

    public double Height { get; private set; }

    /// <summary>An operation stands right of all of its inputs; what starts the graph stands close to its first use.</summary>
    private static Dictionary<Variable, int> ColumnsOf(IReadOnlyList<Variable> variables)
    {
        var columnOf = new Dictionary<Variable, int>();
        foreach (var variable in variables)
            columnOf[variable] = variable.Inputs.Select(input => columnOf[input] + 1).DefaultIfEmpty(0).Max();
        var firstUse = variables.SelectMany(variable => variable.Inputs, (user, input) => (user, input)).ToLookup(use => use.input, use => columnOf[use.user]);
        foreach (var start in variables.Where(variable => variable.Inputs.Count == 0 && firstUse.Contains(variable)))
            columnOf[start] = firstUse[start].Min() - 1;
        return columnOf;
    }

    private void Connect(Variable input, int column, Variable user, int userColumn, int port, double order)
    {
        var from = _places[(input, column)];
        while (++column < userColumn)
        {
            // All uses of a value share its way through the columns.
            if (!_places.TryGetValue((input, column), out var bend))
            {
                bend = _places[(input, column)] = new Place(null, column, order);
                Add(new Edge(from, bend, 0, 1));
            }
            from = bend;
        }
        Add(new Edge(from, _places[(user, userColumn)], port, user.Inputs.Count));
    }

    private static void Add(Edge edge)
    {
        edge.From.Outgoing.Add(edge);
        edge.To.Incoming.Add(edge);
    }

    private void Order()
    {
        Number();
        var (best, fewest) = (Snapshot(), Crossings());
        for (var sweep = 0; sweep < 12 && fewest > 0; sweep++)
        {
            var forward = sweep % 2 == 0;
            foreach (var column in forward ? Columns.Skip(1) : Columns.Reverse().Skip(1))
            {
                var sorted = column.OrderBy(place => (forward
                    ? place.Incoming.Select(edge => edge.From.Order)
                    : place.Outgoing.Select(edge => edge.To.Order + edge.Shift / 100)).DefaultIfEmpty(place.Order).Average()).ToArray();
                sorted.CopyTo(column, 0);
                Number();
            }
            if (Crossings() is var crossings && crossings < fewest) (best, fewest) = (Snapshot(), crossings);
        }
        foreach (var (column, places) in best.Index()) places.CopyTo(Columns[column], 0);
        Number();

        void Number()
        {
            foreach (var column in Columns)
            {
                foreach (var (i, place) in column.Index()) place.Order = i;
            }
        }
        Place[][] Snapshot() => [.. Columns.Select(column => column.ToArray())];
    }

    private int Crossings() => Columns.Sum(column =>
    {
        var edges = column.SelectMany(place => place.Outgoing).Select(edge => (edge.From.Order, To: edge.To.Order + edge.Shift / 100)).ToArray();
        return edges.Index().Sum(a => edges.Skip(a.Index + 1).Count(b => (a.Item.Order - b.Order) * (a.Item.To - b.To) < 0));
    });

    private void Level()
    {
        foreach (var column in Columns) Settle(column, place => place.Order * place.Height);
        // The last pass goes forward, so that a chain of single inputs ends up straight.
        for (var pass = 0; pass < 61; pass++)
        {
            foreach (var column in pass % 2 == 0 ? Columns : Columns.Reverse())
            {
                Settle(column, place => place.Incoming.Select(edge => edge.From.Y - edge.Shift)
                    .Concat(place.Outgoing.Select(edge => edge.To.Y + edge.Shift)).DefaultIfEmpty(place.Y).Average());
            }
        }
        var places = Columns.SelectMany(column => column).ToArray();
        var top = places.Min(place => place.Y - place.Height / 2);
        foreach (var place in places) place.Y = Math.Round(place.Y - top, 1);
        Height = places.Max(place => place.Y + place.Height / 2);
    }

    /// <summary>Puts a column at the heights closest to the wanted ones (least squares) at which no two places overlap.</summary>
    private static void Settle(Place[] column, Func<Place, double> wanted)
    {
        // Without the room that those above need, the heights must not fall: blocks that would are pooled to their mean.
        var above = 0.0;
        var room = new double[column.Length];
        for (var i = 1; i < column.Length; i++) room[i] = above += (column[i - 1].Height + column[i].Height) / 2;
        var blocks = new List<(double Sum, int Count)>();
        foreach (var (i, place) in column.Index())
        {
            var block = (Sum: wanted(place) - room[i], Count: 1);
            while (blocks.Count > 0 && blocks[^1].Sum / blocks[^1].Count > block.Sum / block.Count)
            {
                block = (block.Sum + blocks[^1].Sum, block.Count + blocks[^1].Count);
                blocks.RemoveAt(blocks.Count - 1);
            }
            blocks.Add(block);
        }
        var heights = blocks.SelectMany(block => Enumerable.Repeat(block.Sum / block.Count, block.Count)).ToArray();
        foreach (var (i, place) in column.Index()) place.Y = heights[i] + room[i];
    }
}
