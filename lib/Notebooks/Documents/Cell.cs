using System.Globalization;
using System.Text.Json.Nodes;

namespace Notebooks.Documents;

/// <summary>A cell of a <see cref="Notebook"/>: a view on its JSON, in which everything unknown stays where it is.</summary>
public sealed class Cell
{
    // Outputs by the id under which they were displayed, for the whole notebook: an update reaches earlier cells too.
    private readonly Dictionary<string, List<JsonObject>> _displays;
    private bool _clearWithNext;

    internal Cell(JsonObject json, int index, Dictionary<string, List<JsonObject>> displays)
        => (Json, Index, _displays) = (json, index, displays);

    /// <summary>The cell in the document; what is changed here is changed in the notebook.</summary>
    public JsonObject Json { get; }

    /// <summary>The cell's place in <see cref="Notebook.Cells"/>, from 0.</summary>
    public int Index { get; }

    /// <summary>The id in the file (nbformat 4.5), else <c>cell-N</c>, where N counts from 1.</summary>
    public string Id => CellOutput.TextOf(Json["id"]) ?? string.Create(CultureInfo.InvariantCulture, $"cell-{Index + 1}");

    /// <summary>What the cell is.</summary>
    public CellKind Kind => CellOutput.TextOf(Json["cell_type"]) switch
    {
        "markdown" => CellKind.Markdown,
        "code" => CellKind.Code,
        "raw" => CellKind.Raw,
        _ => CellKind.Unknown,
    };

    /// <summary>The cell's text; lines end as they do in the file.</summary>
    public string Source
    {
        get => MultilineText.FromJson(Json["source"]) ?? "";
        set => Json["source"] = MultilineText.ToLines(value);
    }

    /// <summary>The count under which the code ran last; null if it did not.</summary>
    public int? ExecutionCount
    {
        get => CellOutput.NumberOf(Json["execution_count"]);
        set => Json["execution_count"] = value;
    }

    /// <summary>What the code gave when it ran last.</summary>
    public IReadOnlyList<CellOutput> Outputs
        => [.. (Json["outputs"] as JsonArray ?? []).OfType<JsonObject>().Select(CellOutput.FromJson)];

    /// <summary>Pictures that belong to the cell's text, by name and MIME type; null if it has none.</summary>
    public JsonObject? Attachments => Json["attachments"] as JsonObject;

    /// <summary>The cell's metadata; added, if the file has none.</summary>
    public JsonObject Metadata
    {
        get
        {
            if (Json["metadata"] is JsonObject metadata) return metadata;
            Json["metadata"] = metadata = [];
            return metadata;
        }
    }

    /// <summary>Takes away every output and the execution count.</summary>
    public void ClearOutputs()
    {
        _clearWithNext = false;
        Json["outputs"] = new JsonArray();
        ExecutionCount = null;
    }

    /// <summary>Adds an output as a client of Jupyter does: text of the stream that stands last continues there, an
    /// update changes the displays of its id in the whole notebook, a clearing takes away what was there.</summary>
    public void Add(CellOutput output)
    {
        switch (output)
        {
            case ClearOutput { Wait: true }:
                _clearWithNext = true;
                return;
            case ClearOutput:
                _clearWithNext = false;
                Json["outputs"] = new JsonArray();
                return;
            case DisplayUpdate update:
                Replace(update);
                return;
        }
        if (_clearWithNext || Json["outputs"] is not JsonArray) Json["outputs"] = new JsonArray();
        _clearWithNext = false;

        var outputs = (JsonArray)Json["outputs"]!;
        if (output is StreamOutput stream && outputs.LastOrDefault() is JsonObject last
            && CellOutput.FromJson(last) is StreamOutput before && before.Name == stream.Name)
        {
            if (last["text"] is not JsonArray) last["text"] = MultilineText.ToLines(before.Text);
            MultilineText.Append((JsonArray)last["text"]!, stream.Text);
            return;
        }
        var json = output.ToJson();
        if (output is DisplayOutput { DisplayId: { } id })
        {
            json.Remove("transient");
            if (!_displays.TryGetValue(id, out var displays)) _displays[id] = displays = [];
            displays.Add(json);
        }
        outputs.Add(json);
    }

    private void Replace(DisplayUpdate update)
    {
        foreach (var display in _displays.GetValueOrDefault(update.DisplayId, []))
        {
            display["data"] = update.Data.ToJson();
            display["metadata"] = update.Metadata?.DeepClone() ?? new JsonObject();
        }
    }
}
