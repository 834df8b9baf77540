using System.CommandLine;
using Course.Commands;
using Notebooks.Jupyter;

namespace Course;

/// <summary>The commands and their options.</summary>
internal static class CommandLine
{
    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation)
        // Signals are this program's own business, and an unexpected exception keeps its trace.
        => Parse(args, terminal, cancellation).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }, cancellation);

    /// <summary>Understands the arguments; nothing is done yet.</summary>
    /// <exception cref="UsageException">They make no sense: why.</exception>
    internal static ParseResult Parse(string[] args, Terminal terminal, CancellationToken cancellation)
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
            if (result.Tokens.Any(token => token.Value.Length == 0)) result.AddError("The name of a notebook is empty.");
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
        var single = new Option<bool>("--single-file") { Description = "Put all that a page needs into it, to send it to somebody; without --output, a lesson's goes to the current folder." };
        var export = new Command("export", "Run notebooks, and write them as HTML pages that work offline.")
        {
            notebooks, Described(pages, "Where the pages go; without it, a lesson's to site/, another's beside the notebook."), single, noRun, timeout,
        };
        export.SetAction((parsed, _) => new ExportCommand(terminal).RunAsync(
            parsed.GetRequiredValue(notebooks), parsed.GetValue(pages), parsed.GetValue(single), !parsed.GetValue(noRun), parsed.GetValue(timeout), cancellation));

        var progress = new Command("progress", "Tell which exercises of which lessons are solved.") { folder, timeout };
        progress.SetAction((parsed, _) => new ProgressCommand(terminal).RunAsync(parsed.GetValue(folder), parsed.GetValue(timeout), cancellation));

        var port = new Option<int?>("--port")
        {
            Description = "Where to listen; 0 takes a free one. Without it, 8484 or the next that is free.",
            HelpName = "NUMBER",
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number <= 65535) return number;
                result.AddError($"--port {result.Tokens[0].Value}: expected a number from 0 to 65535.");
                return null;
            },
        };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Only say the address." };
        var serve = new Command("serve", "Serve site/ on this machine, and open it in the browser.") { port, noBrowser };
        serve.SetAction((parsed, _) => new ServeCommand(terminal).RunAsync(parsed.GetValue(port), !parsed.GetValue(noBrowser), cancellation));

        var root = new RootCommand("딥러닝 수학 — Deep Learning Math. Without a command: run every lesson and write site/.") { run, export, progress, serve, KernelCommands(terminal, cancellation) };
        root.SetAction((_, _) => new SiteCommand(terminal).RunAsync(cancellation));

        // A notebook's name may begin with @: that is no list of arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors is [var error, ..])
            throw new UsageException($"{error.Message.ReplaceLineEndings(" ")} `course --help` lists the commands.");
        return parsed;

        static Option<string?> Described(Option<string?> option, string description)
        {
            option.Description = description;
            return option;
        }
    }

    private static Command KernelCommands(Terminal terminal, CancellationToken cancellation)
    {
        var prefix = new Option<string?>("--prefix") { Description = "A folder with share/jupyter in it, such as a Python environment's; without it, this user's own.", HelpName = "DIR" };
        var name = new Option<string?>("--name") { Description = "The kernel's name; without it, .net-csharp, or dotnet-course where that is taken.", HelpName = "NAME" };
        var replace = new Option<bool>("--replace") { Description = "Take the name over from another kernel." };
        var kernel = new KernelCommand(terminal);

        var install = new Command("install", "Install the kernel, so that VS Code and Jupyter can run the lessons.") { prefix, name, replace };
        install.SetAction((parsed, _) => kernel.InstallAsync(parsed.GetValue(prefix), parsed.GetValue(name), parsed.GetValue(replace), cancellation));
        var uninstall = new Command("uninstall", "Remove the installed kernel.") { prefix, name };
        uninstall.SetAction(parsed => kernel.Uninstall(parsed.GetValue(prefix), parsed.GetValue(name)));
        var list = new Command("list", "List the kernels that clients find.") { prefix };
        list.SetAction(parsed => kernel.List(parsed.GetValue(prefix)));
        var file = new Argument<string>("CONNECTION") { Description = "The connection file that the client wrote." };
        var run = new Command("run", "Run the kernel: what Jupyter clients start.") { file };
        run.SetAction((parsed, _) => KernelProcess.RunAsync(parsed.GetRequiredValue(file)));
        return new Command("kernel", "The kernel for VS Code and Jupyter.") { install, uninstall, list, run };
    }
}
