using Fuzz.Targets;

namespace Fuzz;

/// <summary>Every door.</summary>
internal static class AllTargets
{
    public static IReadOnlyList<Target> All { get; } =
    [
        new NotebookTarget(), new RoundTripTarget(), new CsvTarget(), new IdxTarget(isCompressed: false), new IdxTarget(isCompressed: true),
        new MarkdownTarget(), new OutputTarget(), new FrameTarget(), new MessageTarget(), new ConnectionTarget(), new ArgumentTarget(), new DirectiveTarget(),
    ];
}
