using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Notebooks.Documents;

namespace Notebooks.Tests.Execution;

/// <summary>Packages from a feed that is a folder: nothing here needs a network.</summary>
[Collection(SessionTests.Name)]
public sealed class PackageTests : IDisposable
{
    private readonly TestSession _session = new();

    public PackageTests() => Configure("feed");

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task A_package_and_what_it_needs_are_restored_from_the_readers_feeds()
    {
        var needed = Package("Course.Needed", "1.0.0", "namespace Needed; public class Base { public int Seven => 7; }");
        Package("Course.Wanted", "1.0.0", "namespace Wanted; public class Thing : Needed.Base { public string Version => \"one\"; }", "Course.Needed", needed);
        Package("Course.Wanted", "2.1.0", "namespace Wanted; public class Thing : Needed.Base { public string Version => \"two\"; }", "Course.Needed", needed);

        var ran = await _session.DoAsync("#r \"nuget: Course.Wanted, 1.0.0\"\nusing Wanted;\nnew Thing().Version + new Thing().Seven");
        Assert.Equal("one7", ran.Value);
        var display = Assert.IsType<DisplayOutput>(ran.Outputs[0]);
        Assert.Contains("Restoring Course.Wanted", display.Data.Text("text/plain"));
        var update = Assert.IsType<DisplayUpdate>(ran.Outputs[1]);
        Assert.Equal((display.DisplayId, "Course.Wanted 1.0.0"), (update.DisplayId, update.Data.Text("text/plain")));

        using var other = new Notebooks.Execution.CSharpSession(new() { WorkingDirectory = _session.Folder, CacheDirectory = Path.Combine(_session.Folder, "cache") });
        var outputs = new List<CellOutput>();
        await other.RunAsync("#r \"nuget:Course.Wanted\"\nnew Wanted.Thing().Version", outputs.Add, TestContext.Current.CancellationToken);
        Assert.Equal("two", Assert.IsType<ResultOutput>(outputs[^1]).Data.Text("text/plain"));
    }

    [Fact]
    public async Task A_package_that_is_not_there_is_named()
    {
        var ran = await _session.RunAsync("\n#r \"nuget: Course.Absent, 1.0.0\"");
        Assert.Equal(2, ran.Error.Line);
        Assert.Contains("Course.Absent", ran.Error.Message);
        Assert.Contains("NU1101", ran.Error.Message);
        Assert.DoesNotContain("csproj", ran.Error.Message);
        Assert.Equal("2", (await _session.DoAsync("1 + 1")).Value);
    }

    [Fact]
    public async Task A_feed_that_cannot_be_reached_is_said_to_be_so()
    {
        Configure("https://127.0.0.1:1/index.json");
        var ran = await _session.RunAsync("#r \"nuget: Course.Far, 1.0.0\"");
        Assert.Contains("are you offline?", ran.Error.Message);
        Assert.Contains("https://127.0.0.1:1/index.json", ran.Error.Message);
    }

    [Theory]
    [InlineData("nuget: A.B-c, 1.2.3-beta", "A.B-c", "1.2.3-beta")]
    [InlineData("nuget:A", "A", "*")]
    [InlineData("NuGet : A , [1.0,2.0) ", "A", "[1.0,2.0)")]
    [InlineData("nuget: A, <x>", null, null)]
    [InlineData("nuget.dll", null, null)]
    public void The_directive_is_read(string text, string? name, string? version)
    {
        var package = Notebooks.Execution.PackageRestorer.Parse(text);
        Assert.Equal((name, version), (package?.Name, package?.Version));
    }

    private void Configure(string source)
    {
        Directory.CreateDirectory(Path.Combine(_session.Folder, "feed"));
        _session.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="only" value="{source}" /></packageSources>
            </configuration>
            """);
    }

    private byte[] Package(string id, string version, string code, string? needsId = null, byte[]? needs = null)
    {
        var core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var references = new List<MetadataReference>
        {
            MetadataReference.CreateFromFile(typeof(object).Assembly.Location),
            MetadataReference.CreateFromFile(Path.Combine(core, "System.Runtime.dll")),
        };
        if (needs is not null) references.Add(MetadataReference.CreateFromImage(needs));
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create(
            id,
            [CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken)],
            references,
            new(OutputKind.DynamicallyLinkedLibrary)).Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));

        using var archive = ZipFile.Open(Path.Combine(_session.Folder, "feed", $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        var dependency = needsId is null ? "" : $"""<dependency id="{needsId}" version="1.0.0" />""";
        using (var nuspec = new StreamWriter(archive.CreateEntry(id + ".nuspec").Open()))
        {
            nuspec.Write($"""
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
                <id>{id}</id><version>{version}</version><authors>tests</authors><description>for a test</description>
                <dependencies><group targetFramework="net10.0">{dependency}</group></dependencies>
                </metadata></package>
                """);
        }
        using var library = archive.CreateEntry($"lib/net10.0/{id}.dll").Open();
        library.Write(image.ToArray());
        return image.ToArray();
    }
}
