namespace Benchmarks;

/// <summary>A piece of work that can be done as often as one likes.</summary>
internal interface ITimed
{
    /// <summary>Does the work. What it trains is trained on.</summary>
    /// <param name="times">How often: 1 or more.</param>
    /// <returns>The seconds that it took.</returns>
    double Time(int times);
}
