using System.CommandLine;
using Course.Commands;

namespace Course;

/// <summary>The commands and their options.</summary>
internal static class CommandLine
{
    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation)
    {
        var notebooks = new Argument<string[]>("NOTEBOOK")
        {
            Description = "Notebook files (.ipynb).",
            Arity = ArgumentArity.OneOrMore,
        };
        // What looks like an option and is none would else be taken for a file, after the others have run.
        notebooks.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value is ['-', ..] && !Path.Exists(token.Value)))
                result.AddError($"There is no option {token.Value}.");
        });
        var folder = new Argument<string?>("FOLDER")
        {
            Description = "The folder with your notebooks; without it, the course's own.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = new Option<string?>("--output") { HelpName = "DIR" };
        var timeout = new Option<TimeSpan?>("--timeout")
        {
            Description = "Stop a cell that takes longer.",
            HelpName = "SECONDS",
            CustomParser = result =>
            {
                if (double.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 1_000_000)
                    return TimeSpan.FromSeconds(seconds);
                result.AddError($"--timeout {result.Tokens[0].Value}: expected seconds, a number above 0.");
                return null;
            },
        };
        var noRun = new Option<bool>("--no-run") { Description = "Take the notebook as it stands in the file; nothing is run." };

        var run = new Command("run", "Run notebooks, and show a table of their cells, times and errors.") { notebooks, Described(output, "Keep the executed notebooks in this folder."), timeout };
        run.SetAction((parsed, _) => new RunCommand(terminal).RunAsync(
            parsed.GetRequiredValue(notebooks), parsed.GetValue(output), parsed.GetValue(timeout), cancellation));

        var pages = new Option<string?>("--output") { HelpName = "DIR" };
        var export = new Command("export", "Run notebooks, and write them as HTML pages that work offline.")
        {
            notebooks, Described(pages, "Where the pages go; without it, a lesson's to site/, another's beside the notebook."), noRun, timeout,
        };
        export.SetAction((parsed, _) => new ExportCommand(terminal).RunAsync(
            parsed.GetRequiredValue(notebooks), parsed.GetValue(pages), !parsed.GetValue(noRun), parsed.GetValue(timeout), cancellation));

        var progress = new Command("progress", "Tell which exercises of which lessons are solved.") { folder, timeout };
        progress.SetAction((parsed, _) => new ProgressCommand(terminal).RunAsync(parsed.GetValue(folder), parsed.GetValue(timeout), cancellation));

        var root = new RootCommand("딥러닝 수학 — Deep Learning Math. Without a command: run every lesson and write site/.") { run, export, progress };
        root.SetAction((_, _) => new SiteCommand(terminal).RunAsync(cancellation));

        var parsed = root.Parse(args);
        if (parsed.Errors is [var error, ..])
            throw new UsageException($"{error.Message.ReplaceLineEndings(" ")} `course --help` lists the commands.");
        // Signals are this program's own business, and an unexpected exception keeps its trace.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }, cancellation);

        static Option<string?> Described(Option<string?> option, string description)
        {
            option.Description = description;
            return option;
        }
    }
}
