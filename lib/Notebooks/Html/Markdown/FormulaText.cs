using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace Notebooks.Html.Markdown;

/// <summary>Short formulas as a person would type them.</summary>
internal static partial class FormulaText
{
    private static readonly FrozenDictionary<string, string> Signs = (
        "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε eta η theta θ kappa κ lambda λ mu μ pi π rho ρ sigma σ tau τ phi φ omega ω Delta Δ Sigma Σ "
        + "partial ∂ nabla ∇ sum ∑ infty ∞ cdot · times × odot ⊙ pm ± le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ to → leftarrow ← rightarrow → in ∈ top ᵀ dots … ldots … "
        + "ln ln log log exp exp max max min min sin sin cos cos tanh tanh").Split(' ').Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    private const string Plain = "0123456789+-=()ijkn", Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱʲᵏⁿ", Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ᵢⱼₖₙ";

    /// <summary><c>\theta_1 \cdot x^2</c> as θ₁ · x²; null if the formula has more to it.</summary>
    public static string? Of(string tex)
    {
        var text = Spacing().Replace(tex, " ");
        text = Words().Replace(text, "$1");
        text = Accent().Replace(text, match => (match.Groups[2].Value + (match.Groups[1].Value is "hat" ? '\u0302' : '\u0304')).Normalize(NormalizationForm.FormC));
        text = Sign().Replace(text, match => Signs.GetValueOrDefault(match.Groups[1].Value, match.Value));
        text = Script().Replace(text, match => Small(match.Groups[2].Value + match.Groups[3].Value, match.Groups[1].Value == "^" ? Raised : Lowered) ?? match.Value);
        text = text.Replace("^ᵀ", "ᵀ", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        return text.AsSpan().IndexOfAny(@"\{}^&") < 0 ? Spaces().Replace(text, " ").Trim() : null;
    }

    private static string? Small(string text, string signs)
        => text.All(c => Plain.Contains(c, StringComparison.Ordinal)) ? string.Concat(text.Select(c => signs[Plain.IndexOf(c, StringComparison.Ordinal)])) : signs == Lowered ? text : null;

    [GeneratedRegex(@"\\[,;:! ]|~|\\(?:quad|left|right|bigl|bigr)(?![a-z])")]
    private static partial Regex Spacing();

    [GeneratedRegex(@"\\(?:text|mathrm|mathbf|mathit|operatorname)\{([^{}\\]*)\}")]
    private static partial Regex Words();

    [GeneratedRegex(@"\\(hat|bar) ?\{?([a-zA-Z])\}?")]
    private static partial Regex Accent();

    [GeneratedRegex(@"\\([a-zA-Z]+)")]
    private static partial Regex Sign();

    [GeneratedRegex(@"([_^])(?:\{([^{}\\]*)\}|([^{}\\\s]))")]
    private static partial Regex Script();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
