using System.Runtime.Loader;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lessons.Tests;

/// <summary>The map of the course says what the course is, and its picture in <c>images/</c> is the one that the library draws now.</summary>
public sealed class CourseMapTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    private static readonly string _picture = Path.Combine(Repository.Root, "images", "course-map.svg");

    private static readonly dynamic _map = LoadMap();

    private static readonly Entry[] _lessons = [.. Entries()];

    private sealed record Entry(int Number, string Title, string KoreanTitle, string File, int[] Needs);

    /// <summary>Run with <c>UPDATE_IMAGES=1</c> to draw the picture anew.</summary>
    [Fact]
    public void The_picture_in_images_is_fresh()
    {
        string svg = _map.Svg;
        if (Environment.GetEnvironmentVariable("UPDATE_IMAGES") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_picture)!);
            File.WriteAllText(_picture, svg);
        }

        Assert.True(File.Exists(_picture) && File.ReadAllText(_picture) == svg,
            "images/course-map.svg is not what the library draws now. Draw it anew with UPDATE_IMAGES=1 dotnet test lib, and look at it.");
    }

    [Fact]
    public void The_lessons_on_the_map_are_those_that_exist()
        => Assert.Equal(Lesson.All.Select(lesson => lesson.Name + ".ipynb"), _lessons.Select(lesson => lesson.File));

    [Fact]
    public void A_lesson_has_the_title_that_the_map_gives_it()
        => Assert.All(Lesson.All, lesson =>
        {
            var entry = Assert.Single(_lessons, entry => entry.File == lesson.Name + ".ipynb");
            Assert.Equal(lesson.Number, $"{entry.Number:00}");
            Assert.Equal($"# {entry.Number:00} · {entry.Title}", lesson.Cell("title").Source.Split('\n')[0]);
        });

    [Fact]
    public void Lessons_stand_in_order_and_need_only_earlier_ones()
    {
        Assert.Equal(Enumerable.Range(0, 14), _lessons.Select(lesson => lesson.Number));
        Assert.All(_lessons, lesson => Assert.All(lesson.Needs, needed => Assert.InRange(needed, 0, lesson.Number - 1)));
        Assert.All(_lessons.Skip(1), lesson => Assert.NotEmpty(lesson.Needs));
    }

    [Fact]
    public void The_drawing_names_every_lesson()
    {
        var boxes = Drawing().Elements(_svg + "g").ToList();
        Assert.All(_lessons, lesson =>
        {
            var box = Assert.Single(boxes, box => box.Elements(_svg + "text").First().Value.StartsWith($"{lesson.Number:00}", StringComparison.Ordinal));
            var words = string.Join(' ', box.Elements(_svg + "text").Select(text => text.Value));
            Assert.Contains(lesson.Title, words, StringComparison.Ordinal);
            Assert.Contains(lesson.KoreanTitle, words, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Boxes_do_not_overlap_and_stay_inside_the_drawing()
    {
        var size = ((string)Drawing().Attribute("viewBox")!).Split(' ').Select(int.Parse).ToArray();
        var boxes = Drawing().Elements(_svg + "g").Select(box => box.Element(_svg + "rect")!)
            .Select(box => (X: (int)box.Attribute("x")!, Y: (int)box.Attribute("y")!, Width: (int)box.Attribute("width")!, Height: (int)box.Attribute("height")!)).ToList();
        Assert.All(boxes, box => Assert.True(box.X >= 0 && box.Y >= 0 && box.X + box.Width <= size[2] && box.Y + box.Height <= size[3]));
        Assert.All(boxes, (box, i) => Assert.DoesNotContain(boxes.Skip(i + 1), other =>
            box.X < other.X + other.Width && other.X < box.X + box.Width && box.Y < other.Y + other.Height && other.Y < box.Y + box.Height));
    }

    [Fact]
    public void An_arrow_is_drawn_for_each_need()
        // One more stands in the legend.
        => Assert.Equal(_lessons.Sum(lesson => lesson.Needs.Length) + 1, Drawing().Elements(_svg + "path").Count(path => (string?)path.Attribute("fill") == "none"));

    [Fact]
    public void Every_text_stands_out_from_what_is_behind_it_in_light_and_in_dark()
    {
        var behind = new[] { "" };
        var texts = 0;
        foreach (var element in Drawing().Descendants())
        {
            // Each text stands on the latest box large enough to hold it; the legend's small samples hold none.
            if (element.Name == _svg + "rect" && (int)element.Attribute("width")! > 100) behind = Colors(element);
            if (element.Name != _svg + "text") continue;
            texts++;
            var ground = (int?)element.Attribute("y") > (int)LastBox().Attribute("y")! + 100 ? Colors(Drawing().Element(_svg + "rect")!) : behind;
            Assert.All(Colors(element).Zip(ground), pair => Assert.True(Contrast(pair.First, pair.Second) >= 4.5, $"{element.Value}: {pair.First} on {pair.Second}"));
        }

        Assert.True(texts > 3 * _lessons.Length);

        static XElement LastBox() => Drawing().Elements(_svg + "g").Last().Element(_svg + "rect")!;

        // The colour on a light page and on a dark one; the attribute is for readers that do not know light-dark.
        static string[] Colors(XElement element)
        {
            var colors = Regex.Match((string)element.Attribute("style")!, @"fill:light-dark\((#[0-9a-f]{6}),(#[0-9a-f]{6})\)").Groups;
            Assert.Equal((string?)element.Attribute("fill"), colors[1].Value);
            return [colors[1].Value, colors[2].Value];
        }
    }

    [Fact]
    public void The_drawing_can_be_inlined_anywhere()
    {
        var drawing = Drawing();
        Assert.Equal("img", (string?)drawing.Attribute("role"));
        Assert.NotEqual("", (string?)drawing.Attribute("aria-label"));
        Assert.Equal((string)_map.ToString(), drawing.Element(_svg + "desc")!.Value.ReplaceLineEndings("\n"));
        // No link that would lead astray in another folder, no style sheet or script that a page's policy would block, no id that another element may have.
        Assert.DoesNotContain(drawing.DescendantsAndSelf(), element => element.Name.LocalName is "a" or "style" or "script" or "image" or "use");
        Assert.DoesNotContain(drawing.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName is "id" or "href");
    }

    /// <summary>The contrast of two colours, 1 to 21, as WCAG 2 defines it.</summary>
    private static double Contrast(string first, string second)
    {
        double[] both = [Luminance(first), Luminance(second)];
        return (both.Max() + 0.05) / (both.Min() + 0.05);

        static double Luminance(string color)
        {
            var parts = Convert.FromHexString(color[1..]).Select(part => part / 255.0)
                .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
            return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
        }
    }

    private static XElement Drawing() => XElement.Parse((string)_map.Svg);

    private static IEnumerable<Entry> Entries()
    {
        foreach (var lesson in _map.Lessons)
            yield return new Entry(lesson.Number, lesson.Title, lesson.KoreanTitle, lesson.File, Enumerable.ToArray((IReadOnlyList<int>)lesson.Needs));
    }

    /// <summary>The map, out of the folder that lessons load it from. The tests do not reference it: what a cell loads must come from there, too.</summary>
    private static object LoadMap()
    {
        var folder = Path.Combine(Repository.Root, "lib", "out");
        var context = new AssemblyLoadContext("lessons");
        context.Resolving += (_, name) => Load(name.Name!);
        return Activator.CreateInstance(Load("Lessons")!.GetType("DeepLearningMath.Lessons.CourseMap", throwOnError: true)!)!;

        // From memory: a file that is mapped could not be built anew.
        System.Reflection.Assembly? Load(string name)
        {
            var file = Path.Combine(folder, name + ".dll");
            return File.Exists(file) ? context.LoadFromStream(new MemoryStream(File.ReadAllBytes(file))) : null;
        }
    }
}
