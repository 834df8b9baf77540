using System.Globalization;
using Notebooks.Documents;
using Notebooks.Execution;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Course;

/// <summary>What a person sees: colours and a moving bar on a terminal, plain lines elsewhere.</summary>
internal sealed class Terminal
{
    private readonly bool _isPlain = Console.IsOutputRedirected
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        || Environment.GetEnvironmentVariable("TERM") == "dumb";

    private readonly TextWriter _out = Console.Out;
    private readonly TextWriter _errors = Console.Error;
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings());

    /// <summary>Why something could not be printed; null as long as everything could.</summary>
    public string? Lost { get; private set; }

    /// <summary>A line.</summary>
    public void Line(string text = "") => Print(_out, text);

    /// <summary>A line about something that went wrong.</summary>
    public void Error(string line) => Print(_errors, line);

    /// <summary>The text without what would speak to the terminal instead of the reader: names of files and messages of errors may hold anything.</summary>
    internal static string Printable(string text)
        => text.Any(c => char.IsControl(c) && c != '\t') ? string.Concat(text.Select(c => char.IsControl(c) && c != '\t' ? '\uFFFD' : c)) : text;

    /// <summary>A table. Its first row names the columns; where a cell begins with ✗ it is red, with ✓ green.</summary>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = _isPlain ? TableBorder.None : TableBorder.Rounded };
        // On a narrow screen only the last column, the one with sentences, gives way.
        foreach (var column in columns) table.AddColumn(new TableColumn(new Text(column)) { NoWrap = column != columns[^1] });
        foreach (var row in rows) table.AddRow(row.Select(cell => Coloured(Printable(cell))));
        if (_isPlain) Plain(table);
        else _console.Write(table);

        static IRenderable Coloured(string text) => new Text(text, text is ['✗', ..] ? new Style(Color.Red) : text is ['✓', ..] ? new Style(Color.Green) : null);
    }

    /// <summary>Shows how far the notebooks are while they run.</summary>
    /// <param name="notebooks">The notebooks.</param>
    /// <param name="run">Runs them; a notebook's progress is told by the function that it is given.</param>
    public async Task ShowProgressAsync(IReadOnlyList<Notebook> notebooks, Func<Func<Notebook, IProgress<CellOutcome>>, Task> run)
    {
        if (_isPlain)
        {
            await run(notebook => new Teller<CellOutcome>(_ => { }));
            return;
        }
        await _console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bars = notebooks.ToDictionary(
                    notebook => notebook,
                    notebook => context.AddTask(Markup.Escape(Printable(notebook.Name)), autoStart: false, notebook.Cells.Count(cell => cell.Kind == CellKind.Code)));
                await run(notebook => new Teller<CellOutcome>(cell =>
                {
                    var bar = bars[notebook];
                    if (!bar.IsStarted) bar.StartTask();
                    if (cell is { WasRun: true, Succeeded: false }) bar.Description = $"[red]✗[/] {Markup.Escape(Printable(notebook.Name))}";
                    bar.Increment(1);
                }));
            });
    }

    /// <summary>Says that a notebook is done, where no bar shows it.</summary>
    public void Done(NotebookOutcome outcome)
    {
        if (!_isPlain) return;
        var run = outcome.Cells.Where(cell => cell.WasRun).ToArray();
        var failed = outcome.Succeeded ? "" : $", {outcome.Failures.Count().ToString(CultureInfo.InvariantCulture)} failed";
        var seconds = run.Sum(cell => cell.Result!.Elapsed.TotalSeconds);
        Line(string.Create(CultureInfo.InvariantCulture, $"{outcome.Notebook.Name}: {run.Length} of {outcome.Cells.Count} cells run{failed}, {seconds:0.0} s"));
    }

    // Pages are made also where nobody can be told of them: a closed output, a full disk.
    private void Print(TextWriter writer, string line)
    {
        try
        {
            writer.WriteLine(Printable(line));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Lost ??= error is UnauthorizedAccessException ? "it is closed" : error.Message;
        }
    }

    private void Plain(Table table)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        // Long errors stay on their line: another program reads it.
        console.Profile.Width = 1000;
        console.Write(table);
        foreach (var line in text.ToString().TrimEnd().Split('\n')) Line(line.TrimEnd());
    }
}
