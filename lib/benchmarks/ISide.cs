namespace Benchmarks;

/// <summary>One side of a comparison: timed work that shows what it computes.</summary>
internal interface ISide : ITimed
{
    /// <summary>Some numbers that the work computes from a fresh start: all sides must agree on them. Called once, before anything is timed.</summary>
    double[] Numbers();
}
