using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Notebooks.Execution;

/// <summary>A text with checks written into it, none of which adds a line.</summary>
internal sealed class GuardedText
{
    private readonly List<(int Line, int Column, int Length)> _shifts = [];

    /// <summary>Applies changes that hold no line breaks; those at one place apply in the order given.</summary>
    public GuardedText(SourceText original, IEnumerable<TextChange> changes)
    {
        Original = original;
        var builder = new StringBuilder();
        var end = 0;
        foreach (var change in changes.OrderBy(change => change.Span.Start))
        {
            builder.Append(original.ToString(TextSpan.FromBounds(end, change.Span.Start))).Append(change.NewText);
            end = change.Span.End;
            var place = original.Lines.GetLinePosition(change.Span.Start);
            _shifts.Add((place.Line, place.Character, change.NewText!.Length - change.Span.Length));
        }
        if (_shifts.Count == 0)
        {
            Text = original;
            return;
        }
        builder.Append(original.ToString(TextSpan.FromBounds(end, original.Length)));
        Text = SourceText.From(builder.ToString(), Encoding.UTF8);
    }

    /// <summary>The text as typed.</summary>
    public SourceText Original { get; }

    /// <summary>The text as compiled.</summary>
    public SourceText Text { get; }

    /// <summary>The column, from 1, in the text as typed.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column in the text as compiled, from 1.</param>
    public int ColumnOf(int line, int column)
    {
        var place = column - 1;
        foreach (var shift in _shifts.Where(shift => shift.Line == line - 1))
        {
            if (place <= shift.Column) break;
            place = Math.Max(shift.Column, place - shift.Length);
        }
        return place + 1;
    }
}
