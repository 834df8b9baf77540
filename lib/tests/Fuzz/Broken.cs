namespace Fuzz;

/// <summary>Something that was promised does not hold for an input.</summary>
/// <param name="promise">What does not hold: the same words for the same fault, so that an input can be made smaller and stay a case of it.</param>
/// <param name="detail">What was seen.</param>
internal sealed class BrokenException(string promise, string detail) : Exception($"{promise}: {detail}")
{
    public string Promise => promise;

    /// <summary>Ends the check of an input if something does not hold.</summary>
    public static void Unless(bool holds, string promise, string detail = "")
    {
        if (!holds) throw new BrokenException(promise, detail);
    }
}
