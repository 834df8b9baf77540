using System.Text.Json.Nodes;

namespace Benchmarks.Works;

/// <summary>A notebook of so many cells is run, each of which uses what the one before has declared. What a notebook of one cell takes is not counted.</summary>
internal sealed class NotebookRun(int cells) : ITimed
{
    /// <inheritdoc/>
    public double Time(int times)
    {
        var folder = Directory.CreateTempSubdirectory("benchmarks").FullName;
        try
        {
            var (all, one) = (Write(folder, cells), Write(folder, 1));
            var seconds = 0.0;
            for (var i = 0; i < times; i++) seconds += CourseProgram.Run("run", all) - CourseProgram.Run("run", one);
            return seconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Write(string folder, int cells)
    {
        var notebook = new JsonObject
        {
            ["cells"] = new JsonArray([.. Enumerable.Range(0, cells).Select(i => new JsonObject
            {
                ["cell_type"] = "code",
                ["execution_count"] = null,
                ["id"] = $"cell-{i}",
                ["metadata"] = new JsonObject(),
                ["outputs"] = new JsonArray(),
                ["source"] = i == 0 ? "var x0 = 1.0;" : $"var x{i} = (x{i - 1} / 2) + 1;\nConsole.WriteLine(x{i});",
            })]),
            ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp", ["display_name"] = ".NET (C#)", ["language"] = "C#" } },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        var file = Path.Combine(folder, $"{cells}.ipynb");
        File.WriteAllText(file, notebook.ToJsonString());
        return file;
    }
}
