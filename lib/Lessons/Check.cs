using System.Net;
using System.Text.Json;

namespace DeepLearningMath.Lessons;

/// <summary>What a check says of an exercise: ✓ and a word about what it means, or ✗ and a hint at the likely mistake.</summary>
/// <param name="Exercise">The lesson and the exercise in it, such as <c>02.3</c>.</param>
/// <param name="Passed">Whether the answer is right.</param>
/// <param name="Hint">What to think about next; after a right answer, what it means.</param>
[TypeFormatterSource(typeof(CheckFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record Check(string Exercise, bool Passed, string Hint)
{
    /// <summary>How near an answer must come: rounding is forgiven, a rounded answer is not.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>Whether the hint is the one for any wrong answer, because no common mistake was recognised. Tests ask; a reader need not.</summary>
    public bool IsGeneral { get; internal init; }

    /// <summary>
    /// Compares an answer with the right one and, if it is another, with the common mistakes. Never throws: code that fails
    /// is an answer too, and the hint says how it failed.
    /// </summary>
    /// <param name="exercise">The lesson and the exercise in it, such as <c>02.3</c>.</param>
    /// <param name="answer">Computes the reader's answer: a value, or one function at several places.</param>
    /// <param name="right">The right answer: as many tensors, of the same shapes.</param>
    /// <param name="praise">What the right answer means.</param>
    /// <param name="otherwise">The hint for an answer that is neither right nor a known mistake.</param>
    /// <param name="mistakes">Wrong answers, each with the hint that leads on from it and does not give the answer away.</param>
    internal static Check Of(
        string exercise, Func<IReadOnlyList<Tensor>> answer, IReadOnlyList<Tensor> right, string praise, string otherwise,
        params IReadOnlyList<(IReadOnlyList<Tensor> Wrong, string Hint)> mistakes)
    {
        IReadOnlyList<Tensor> given;
        try
        {
            given = answer();
        }
        catch (Exception exception)
        {
            return new Check(exercise, false, $"Your code stopped with an error: {exception.Message}") { IsGeneral = true };
        }

        if (Same(given, right)) return new Check(exercise, true, praise);
        foreach (var (wrong, hint) in mistakes)
            if (Same(given, wrong)) return new Check(exercise, false, hint);
        return new Check(exercise, false, otherwise) { IsGeneral = true };
    }

    /// <summary>The check of an exercise whose answer is one value.</summary>
    internal static Check OfValue(
        string exercise, Tensor answer, Tensor right, string praise, string otherwise,
        params IReadOnlyList<(Tensor Wrong, string Hint)> mistakes)
        => Of(exercise, () => [answer], [right], praise, otherwise,
            [.. mistakes.Select(mistake => ((IReadOnlyList<Tensor>)[mistake.Wrong], mistake.Hint))]);

    private static bool Same(IReadOnlyList<Tensor> a, IReadOnlyList<Tensor> b)
        => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second));

    private static bool Same(Tensor a, Tensor b)
        => a.Shape == b.Shape
        && a.ToArray().Zip(b.ToArray()).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * Math.Max(1, Math.Abs(pair.Second)));

    /// <summary><c>✓ Exercise 02.3: …</c> or <c>✗ Exercise 02.3: …</c></summary>
    public override string ToString() => $"{(Passed ? "✓" : "✗")} Exercise {Exercise}: {Hint}";

    /// <summary>Shows a check as a line with a coloured edge, and tells programs of it as <c>application/vnd.course.check+json</c>.</summary>
    private sealed class CheckFormatters
    {
        // Found by reflection: an instance method by convention.
#pragma warning disable CA1822
        public IEnumerable<object> CreateTypeFormatters() =>
        [
            new MimeFormatter<Check>("text/html", (check, writer) => writer.Write(Html(check))),
            new MimeFormatter<Check>("text/plain", (check, writer) => writer.Write(check)),
            new MimeFormatter<Check>("application/vnd.course.check+json", (check, writer) => writer.Write(Json(check))),
        ];
#pragma warning restore CA1822

        private static string Html(Check check)
        {
            var colour = check.Passed ? "#1a7f4b" : "#b45309";
            return $"<div class=\"course-check\" style=\"border-left:4px solid {colour};padding:.4em .8em;margin:.4em 0\">"
                + $"<strong>{(check.Passed ? "✓" : "✗")} Exercise {WebUtility.HtmlEncode(check.Exercise)}</strong> {WebUtility.HtmlEncode(check.Hint)}</div>";
        }

        private static string Json(Check check)
            => JsonSerializer.Serialize(new { exercise = check.Exercise, passed = check.Passed, hint = check.Hint });
    }
}
