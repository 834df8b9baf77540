using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Notebooks.Documents;

/// <summary>A Jupyter notebook, nbformat 4: a thin view on the JSON document, so that unknown fields, attachments,
/// the order of keys and the text of numbers survive.</summary>
public sealed class Notebook
{
    private Notebook(JsonObject json, string name, string? path)
    {
        Json = json;
        Name = name;
        Path = path;
        var displays = new Dictionary<string, List<JsonObject>>();
        Cells = [.. ((JsonArray)json["cells"]!).Select((cell, index) => new Cell((JsonObject)cell!, index, displays))];
    }

    /// <summary>The whole document.</summary>
    public JsonObject Json { get; }

    /// <summary>The cells, in the order of the file.</summary>
    public IReadOnlyList<Cell> Cells { get; }

    /// <summary>The file's name without its folder, or what <see cref="Parse(string, string)"/> was told.</summary>
    public string Name { get; }

    /// <summary>The file's full path; null if the notebook was not loaded from one.</summary>
    public string? Path { get; }

    /// <summary>The language that the notebook is written in (<c>C#</c>, <c>python</c>), as its metadata say; null if they don't.</summary>
    public string? Language => CellOutput.TextOf(Metadata("kernelspec", "language")) ?? CellOutput.TextOf(Metadata("language_info", "name"));

    /// <summary>Reads a notebook from a file.</summary>
    /// <param name="path">The file: UTF-8, with or without a byte order mark.</param>
    /// <exception cref="NotebookFormatException">The file cannot be read, or is no notebook of nbformat 4.</exception>
    public static Notebook Load(string path)
    {
        byte[] bytes;
        try
        {
            if (Directory.Exists(path)) throw new NotebookFormatException(path, "this is a folder; expected a notebook (.ipynb)");
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotebookFormatException(path, "there is no such file", inner: e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new NotebookFormatException(path, "the file cannot be read: permission denied", inner: e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new NotebookFormatException(path, $"the file cannot be read: {e.Message.ReplaceLineEndings(" ")}", inner: e);
        }
        return new Notebook(Read(bytes, path), System.IO.Path.GetFileName(path), System.IO.Path.GetFullPath(path));
    }

    /// <summary>Reads a notebook from a text.</summary>
    /// <param name="json">The document.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="NotebookFormatException">It is no notebook of nbformat 4.</exception>
    public static Notebook Parse(string json, string name) => new(Read(Encoding.UTF8.GetBytes(json), name), name, null);

    /// <summary>Reads a notebook from the bytes of a file.</summary>
    /// <param name="utf8">The document: UTF-8, with or without a byte order mark.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="NotebookFormatException">It is no notebook of nbformat 4.</exception>
    public static Notebook Parse(ReadOnlyMemory<byte> utf8, string name) => new(Read(utf8, name), name, null);

    /// <summary>The document as Jupyter's own tools write it: indented by one space, LF, every character unescaped that
    /// may be, sources as lists of lines, a newline at the end.</summary>
    public string ToText()
    {
        foreach (var cell in Cells.Where(cell => cell.Kind != CellKind.Unknown && cell.Json["source"] is JsonValue))
            cell.Source = cell.Source;
        return JsonText.Write(Json) + "\n";
    }

    /// <summary>Writes the document (<see cref="ToText"/>) whole or not at all; a file that is there keeps its mode.</summary>
    /// <exception cref="IOException">The folder is missing, the path is a folder, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder cannot be written.</exception>
    public void Save(string path) => AtomicFile.WriteAllText(path, ToText());

    private JsonNode? Metadata(string group, string key) => ((Json["metadata"] as JsonObject)?[group] as JsonObject)?[key];

    private static JsonObject Read(ReadOnlyMemory<byte> bytes, string file)
    {
        if (bytes.Length == 0) throw new NotebookFormatException(file, "the file is empty; expected a notebook (JSON, nbformat 4)");
        if (bytes.Span is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new NotebookFormatException(file, "the file is UTF-16; a notebook is UTF-8: save it again with that encoding");
        var utf8 = bytes.Span is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
        if (!Utf8.IsValid(utf8.Span)) throw NotUtf8(utf8.Span, file);
        try
        {
            var json = JsonText.Parse(utf8);
            Validate(json);
            return (JsonObject)json!;
        }
        catch (JsonTextException e)
        {
            var (line, column) = e.Place(utf8.Span);
            throw new NotebookFormatException(file, e.Message, line, column, e);
        }
    }

    private static void Validate(JsonNode? json)
    {
        Require(json is JsonObject, "not a notebook: expected a JSON object with \"nbformat\" and \"cells\"");
        var notebook = (JsonObject)json!;
        Require(notebook.ContainsKey("nbformat"), "not a notebook: it has no \"nbformat\"; expected 4");
        var version = JsonText.Write(notebook["nbformat"], indented: false);
        Require(version == "4", $"nbformat is {Shorten(version)}; expected 4: open the notebook in Jupyter and save it there as version 4", "nbformat");
        Require(notebook["cells"] is JsonArray, "\"cells\" is no list; expected a list of cells", notebook.ContainsKey("cells") ? ["cells"] : []);

        var cells = (JsonArray)notebook["cells"]!;
        for (var i = 0; i < cells.Count; i++)
        {
            Require(cells[i] is JsonObject, $"cell {i + 1} is no object; expected {{ \"cell_type\": …, \"source\": … }}", "cells", i);
            var cell = (JsonObject)cells[i]!;
            if (CellOutput.TextOf(cell["cell_type"]) is not ("markdown" or "code" or "raw")) continue;
            Require(!cell.ContainsKey("source") || MultilineText.FromJson(cell["source"]) is not null,
                $"the source of cell {i + 1} is neither a text nor a list of texts", "cells", i, "source");
            Require(cell["outputs"] is null or JsonArray, $"the outputs of cell {i + 1} are no list", "cells", i, "outputs");
            var outputs = cell["outputs"] as JsonArray ?? [];
            for (var k = 0; k < outputs.Count; k++)
                Require(outputs[k] is JsonObject, $"output {k + 1} of cell {i + 1} is no object", "cells", i, "outputs", k);
        }
    }

    private static void Require(bool holds, string problem, params object[] path)
    {
        if (!holds) throw new JsonTextException(problem, path);
    }

    private static string Shorten(string text) => text.Length <= 20 ? text : text[..20] + "…";

    private static NotebookFormatException NotUtf8(ReadOnlySpan<byte> bytes, string file)
    {
        var start = 0;
        while (Rune.DecodeFromUtf8(bytes[start..], out _, out var length) == System.Buffers.OperationStatus.Done) start += length;
        var (line, column) = JsonText.Position(bytes, start);
        return new NotebookFormatException(file, $"byte 0x{bytes[start]:X2} is not UTF-8: save the file again with that encoding", line, column);
    }
}
