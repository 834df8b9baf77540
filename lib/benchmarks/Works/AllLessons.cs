namespace Benchmarks.Works;

/// <summary>Every lesson is run, and written as a page.</summary>
internal sealed class AllLessons : ITimed
{
    /// <inheritdoc/>
    public double Time(int times)
    {
        var lessons = Directory.GetFiles(Repository.Notebooks, "*.ipynb");
        var folder = Directory.CreateTempSubdirectory("benchmarks").FullName;
        try
        {
            var seconds = 0.0;
            for (var i = 0; i < times; i++) seconds += CourseProgram.Run(["export", .. lessons, "--output", folder]);
            return seconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
