using System.Reflection;
using Microsoft.CodeAnalysis.Text;
using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>Runs the cells of one notebook, one after another, each with what the ones before it left: variables,
/// functions, types, usings, references.</summary>
/// <remarks>Output goes to whoever runs the cell, in order and while the cell runs. One cell at a time. Sessions of a process
/// share its console, its current folder and the formatters' tables, so that only one should be running cells.</remarks>
public sealed class CSharpSession : IDisposable
{
    private const int LateLimit = 1000;

    // From what every cell needs to what most need.
    private static readonly string[] s_warmUp =
    [
        "1",
        "var numbers = new List<double> { 1, 2 };\nnumbers",
        "double Twice(double x) { return 2 * x; }\nConsole.Write($\"{Twice(1.5):F1}\");",
        "foreach (var number in numbers.Select(n => Twice(n))) Console.Write(number);",
    ];

    private static volatile CellRun? s_anyRun;

    private readonly CellLoader _loader;
    private readonly CellCompiler _compiler;
    private readonly CellDirectives _directives;
    private readonly Dictionary<string, GuardedText> _texts = [];
    private readonly TraceFormatter _traces;
    private readonly SessionOptions _options;
    private readonly List<CellOutput> _late = [];
    private string _directory;
    private object?[] _submissions = new object?[16];
    private CellRun? _run;
    private int _count;
    private bool _disposed;

    /// <summary>Starts a session with nothing in it.</summary>
    /// <exception cref="DirectoryNotFoundException">The working directory does not exist.</exception>
    public CSharpSession(SessionOptions options) : this(options, isWarmUp: false) { }

    private CSharpSession(SessionOptions options, bool isWarmUp)
    {
        if (!Directory.Exists(options.WorkingDirectory)) throw new DirectoryNotFoundException($"There is no folder {options.WorkingDirectory} to run cells in.");
        _options = options;
        _directory = Path.GetFullPath(options.WorkingDirectory);
        var references = new ReferenceResolver(options);
        _directives = new CellDirectives(references, new PackageRestorer(_directory, options.CacheDirectory), _directory);
        _loader = new CellLoader(this, references);
        _compiler = new CellCompiler(references, _directory);
        _traces = new TraceFormatter(_texts);
        if (!isWarmUp) ValueFormatter.Reset();
        StrayExceptions.Install();
        ConsoleCapture.Begin();
    }

    /// <summary>The cell that runs in whatever session; null if none does.</summary>
    internal static CellRun? AnyRun => s_anyRun;

    /// <summary>Takes the compiler and the formatters through their first use, which takes a second, so that the next cell need not.</summary>
    /// <param name="enough">Ends it soon: whoever waits for a cell is served sooner by that cell alone.</param>
    public static async Task WarmUpAsync(CancellationToken enough = default)
    {
        using var session = new CSharpSession(new() { WorkingDirectory = Environment.CurrentDirectory }, isWarmUp: true);
        foreach (var cell in s_warmUp)
        {
            if (enough.IsCancellationRequested) return;
            await session.RunAsync(cell, _ => { }, CancellationToken.None);
        }
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="code">Its text.</param>
    /// <param name="emit">Takes each output as it comes: printed text, displays, the value of the last expression, the error.
    /// It is called on another thread, once at a time, and not any more when the task has ended.</param>
    /// <param name="cancellation">Interrupts the cell.</param>
    /// <returns>How the cell ended; a failed cell is no exception.</returns>
    /// <exception cref="InvalidOperationException">Another cell is running.</exception>
    public async Task<CellResult> RunAsync(string code, Action<CellOutput> emit, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var outputs = new OutputQueue(emit, _options.SendsAtOnce);
        var run = new CellRun(this, _count + 1, outputs);
        lock (_late)
        {
            if (_run is not null) throw new InvalidOperationException("A cell is running; the next one can run when it has ended.");
            _run = s_anyRun = run;
            _count++;
            _late.ForEach(output => outputs.Add(output));
            _late.Clear();
        }
        var directory = CurrentDirectory();
        try
        {
            if (directory != _directory) Environment.CurrentDirectory = _directory;
            using var registration = cancellation.UnsafeRegister(_ => run.Interrupt(), null);
            var body = run.Start(() => ExecuteAsync(code, run));
            var released = await Task.WhenAny(body, run.Released) == body ? null : (CellStatus?)await run.Released;
            var error = released is null ? await body : null;
            var status = released ?? (run.IsInterrupted ? CellStatus.Interrupted : error is null ? CellStatus.Succeeded : CellStatus.Failed);
            error = status switch
            {
                CellStatus.Interrupted => error ?? Interrupted(run),
                CellStatus.Unstoppable => Unstoppable(run),
                _ => error,
            };
            if (error is not null) outputs.Add(new ErrorOutput(error.Name, error.Message, error.Traceback));
            if (status == CellStatus.Succeeded && run.BackgroundError is { } background) (status, error) = (CellStatus.Failed, background);
            return new CellResult(status, run.Elapsed, error);
        }
        finally
        {
            _directory = CurrentDirectory() ?? _directory;
            if (directory is not null && directory != _directory) Environment.CurrentDirectory = directory;
            outputs.Complete();
            try
            {
                await outputs.Sent;
            }
            finally
            {
                lock (_late)
                {
                    _run = null;
                    if (s_anyRun == run) s_anyRun = null;
                }
            }
        }
    }

    /// <summary>Says what could stand at a place in a cell that is being typed. Not while a cell runs.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="position">The place, in UTF-16 units.</param>
    public Completion Complete(string code, int position) => new CodeCompleter(_compiler, _directory).Complete(code, position);

    /// <summary>Says what the name at a place in a cell is. Not while a cell runs.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="position">The place, in UTF-16 units.</param>
    /// <returns>Null if there is no name that means anything.</returns>
    public Inspection? Inspect(string code, int position) => new CodeInspector(_compiler).Inspect(code, position);

    /// <summary>Stops the cell that runs, if one does; the session lives on. The cell's task ends within two seconds.</summary>
    public void Interrupt()
    {
        lock (_late) _run?.Interrupt();
    }

    /// <summary>Ends the session; a cell that still runs is interrupted.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Interrupt();
        ConsoleCapture.End();
    }

    /// <summary>A line of the user's, for a cell that reads the console.</summary>
    internal string? ReadLine() => _options.ReadLine?.Invoke();

    /// <summary>Adds an output to the cell that the calling code belongs to.</summary>
    internal static void Add(CellOutput output)
    {
        Interruption.Check();
        var run = CellRun.Current ?? s_anyRun ?? throw new InvalidOperationException("Only a notebook's cell can display something.");
        if (!run.Outputs.Add(output, waits: true)) run.Session.AddLate(output);
    }

    /// <summary>Takes an output of a cell that has ended.</summary>
    internal void AddLate(CellOutput output)
    {
        lock (_late)
        {
            if (_run is { } run && run.Outputs.Add(output)) return;
            if (_options.LateOutput is null)
            {
                if (_late.Count < LateLimit) _late.Add(output);
                return;
            }
        }
        _options.LateOutput(output);
    }

    /// <summary>Takes an exception of a thread that no cell waits for.</summary>
    internal void Report(Exception error)
    {
        var run = _run;
        var described = _traces.Describe(error, run?.Number ?? _count);
        run?.BackgroundError ??= described;
        AddLate(new ErrorOutput(described.Name, described.Message, described.Traceback));
    }

    private async Task<CellError?> ExecuteAsync(string code, CellRun run)
    {
        var cell = CellText.Parse(code, TraceFormatter.PathOf(run.Number));
        try
        {
            await ExecuteAsync(cell, run, value => new ResultOutput(value, run.Number));
            return null;
        }
        catch (Exception error) when (run.IsInterrupted)
        {
            return _traces.Describe(error, run.Number, "The cell was interrupted.", "Interrupted");
        }
        catch (CellProblemException error) when (error.Name == CellProblemException.Compilation)
        {
            // As it was typed: to the compiler, the host's directives are comments.
            return TraceFormatter.Describe(error, SourceText.From(code));
        }
        catch (CellProblemException error)
        {
            return _traces.Describe(error, run.Number, name: error.Name);
        }
        catch (Exception error)
        {
            return _traces.Describe(error, run.Number);
        }
    }

    private async Task ExecuteAsync(CellText cell, CellRun run, Func<MimeBundle, CellOutput> outputOf)
    {
        var prepared = _directives.Apply(cell, text => run.Outputs.Write("stderr", text), run.Cancellation);
        foreach (var import in prepared.Imports) await ImportAsync(import, run);
        if (!cell.IsEmpty)
        {
            var compiled = _compiler.Compile(cell, prepared.Loaded, prepared.References, run.Cancellation);
            var value = await Load(compiled)(_submissions);
            var hasValue = value is null ? compiled.NullIsValue : value is not DisplayedValue;
            if (hasValue && !run.IsInterrupted) run.Outputs.Add(outputOf(ValueFormatter.Format(value)));
        }
        if (prepared.ShowsTime) run.Outputs.Add(new DisplayOutput(new(("text/plain", $"Wall time: {run.Elapsed.TotalMilliseconds:F1} ms"))));
    }

    private async Task ImportAsync(Directive import, CellRun run)
    {
        var file = import.Value;
        IReadOnlyList<string> cells;
        try
        {
            cells = Path.GetExtension(file) == ".ipynb"
                ? [.. Notebook.Load(file).Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.Source)]
                : [File.ReadAllText(file)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotebookFormatException)
        {
            throw import.Problem($"{file} cannot be imported: {error.Message}");
        }
        foreach (var code in cells)
        {
            try
            {
                await ExecuteAsync(CellText.Parse(code, file), run, value => new DisplayOutput(value));
            }
            catch (CellProblemException error)
            {
                throw new CellProblemException([.. error.Problems.Select(problem => problem with { File = problem.File ?? file })], error.Name);
            }
        }
    }

    private Func<object?[], Task<object?>> Load(CompiledCell compiled)
    {
        foreach (var (path, text) in compiled.Texts) _texts[path] = text;
        var assembly = _loader.Load(compiled.Image, compiled.Symbols, compiled.IsPassing);
        var entry = compiled.Compilation.GetEntryPoint(default)!;
        var factory = assembly.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        // A cell stores itself in the array, in a place that is at most its number.
        if (_submissions.Length <= _compiler.Count + 1) Array.Resize(ref _submissions, 2 * _submissions.Length);
        _compiler.Keep(compiled);
        return factory.CreateDelegate<Func<object?[], Task<object?>>>();
    }

    private static string? CurrentDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            // It has been deleted.
            return null;
        }
    }

    private static CellError Interrupted(CellRun run)
        => new("Interrupted", "The cell was interrupted.", null, null, [$"\e[31mInterrupted\e[0m: cell {run.Number} was interrupted."]);

    private static CellError Unstoppable(CellRun run)
    {
        var message = $"Cell {run.Number} does not stop: it is inside a call that cannot be interrupted, such as one long library call or a "
            + "wait for the network. It goes on in the background; restart to be rid of it.";
        return new("Unstoppable", message, null, null, [$"\e[31mUnstoppable\e[0m: {message}"]);
    }
}
