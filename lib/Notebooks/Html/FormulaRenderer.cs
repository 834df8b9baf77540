using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Notebooks.Html;

/// <summary>Typesets formulas with KaTeX, in one node process for as many as come.</summary>
internal sealed partial class FormulaRenderer(PageAssets assets) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Process? _node;

    internal sealed record Answer(string? Html, string? Error);

    private sealed record Question(string Tex, bool Display);

    /// <summary>HTML with MathML, or an error, for each formula.</summary>
    /// <exception cref="ToolMissingException">Node.js does not start, or ends in the middle of its work.</exception>
    public async Task<IReadOnlyList<Answer>> RenderAsync(IReadOnlyList<Formula> formulas, CancellationToken cancellation)
    {
        if (formulas.Count == 0) return [];
        await _turn.WaitAsync(cancellation);
        try
        {
            _node ??= Start();
            var question = JsonSerializer.Serialize([.. formulas.Select(f => new Question(f.Tex, f.IsDisplay))], Json.Default.QuestionArray);
            // Written while the answer is read: neither side waits for the other to empty its pipe.
            var writing = WriteAsync(_node.StandardInput, question, cancellation);
            var line = await _node.StandardOutput.ReadLineAsync(cancellation);
            await writing;
            return JsonSerializer.Deserialize(line ?? throw new IOException("node ended"), Json.Default.AnswerArray)!;
        }
        catch (Exception e)
        {
            // Whatever was in the pipe would answer the next question.
            Stop();
            if (e is not IOException) throw;
            throw new ToolMissingException("Node.js ended while it typeset formulas with KaTeX: run this again; if that happens twice, remove " + assets.Folder, e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        Stop();
        _turn.Dispose();
    }

    private static async Task WriteAsync(StreamWriter input, string question, CancellationToken cancellation)
    {
        await input.WriteLineAsync(question.AsMemory(), cancellation);
        await input.FlushAsync(cancellation);
    }

    private Process Start()
    {
        var start = PageAssets.Node("-e", Encoding.UTF8.GetString(PageAssets.Resource("katex-render.cjs")));
        start.WorkingDirectory = assets.Folder;
        start.RedirectStandardError = false;
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ToolMissingException("Node.js does not start: " + e.Message, e);
        }
    }

    private void Stop()
    {
        if (_node is null) return;
        try
        {
            _node.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
        _node.Dispose();
        _node = null;
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Question[]))]
    [JsonSerializable(typeof(Answer[]))]
    private sealed partial class Json : JsonSerializerContext;
}
