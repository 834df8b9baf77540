using Notebooks.Documents;
using Notebooks.Execution;

namespace Notebooks.Tests.Execution;

/// <summary>Sessions share the process's console and the formatters' tables: these tests run one at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SessionTests
{
    public const string Name = "sessions";
}

/// <summary>A session in a folder of its own, and what its cells gave.</summary>
internal sealed class TestSession : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("session-");

    public TestSession(Action<CellOutput>? lateOutput = null) => Session = new(new()
    {
        WorkingDirectory = Folder,
        CacheDirectory = Path.Combine(AppContext.BaseDirectory, "session-cache"),
        LateOutput = lateOutput,
    });

    public CSharpSession Session { get; }

    public string Folder => _directory.FullName;

    public async Task<Ran> RunAsync(string code)
    {
        var outputs = new List<CellOutput>();
        var result = await Session.RunAsync(code, outputs.Add, TestContext.Current.CancellationToken);
        return new Ran(result, outputs);
    }

    /// <summary>Runs a cell that must succeed.</summary>
    public async Task<Ran> DoAsync(string code)
    {
        var ran = await RunAsync(code);
        Assert.True(ran.Result.Status == CellStatus.Succeeded, string.Join('\n', ran.Result.Error?.Traceback ?? []));
        return ran;
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        Session.Dispose();
        _directory.Delete(recursive: true);
    }
}

internal sealed record Ran(CellResult Result, IReadOnlyList<CellOutput> Outputs)
{
    public CellError Error => Result.Error ?? throw new InvalidOperationException("the cell succeeded");

    public string StandardOutput => string.Concat(Outputs.OfType<StreamOutput>().Where(o => o.Name == "stdout").Select(o => o.Text));

    public string StandardError => string.Concat(Outputs.OfType<StreamOutput>().Where(o => o.Name == "stderr").Select(o => o.Text));

    /// <summary>The value of the last expression as text; null if there was none.</summary>
    public string? Value => Outputs.OfType<ResultOutput>().SingleOrDefault()?.Data.Text("text/plain");

    public string Traceback => string.Join('\n', Error.Traceback);
}
