using System.Runtime.InteropServices;
using Special = System.Environment.SpecialFolder;

namespace Notebooks.Tests;

/// <summary>Machines that cannot be had here, by their logic.</summary>
public sealed class MachineTests
{
    private static readonly Dictionary<Special, string> s_folders = new()
    {
        [Special.UserProfile] = "/home/ann",
        [Special.ApplicationData] = "/roaming",
        [Special.LocalApplicationData] = "/local",
        [Special.CommonApplicationData] = "/common",
    };

    [Theory]
    [InlineData("WINDOWS", "/roaming/jupyter", "/common/jupyter", "/local")]
    [InlineData("OSX", "/home/ann/Library/Jupyter", "/usr/local/share/jupyter", "/home/ann/Library/Caches")]
    [InlineData("LINUX", "/home/ann/.local/share/jupyter", "/usr/local/share/jupyter", "/home/ann/.cache")]
    [InlineData("FREEBSD", "/home/ann/.local/share/jupyter", "/usr/local/share/jupyter", "/home/ann/.cache")]
    public void Each_system_keeps_things_in_its_own_places(string platform, string data, string shared, string cache)
    {
        var machine = Of(platform, []);
        Assert.Equal((data, shared, cache), (Slashes(machine.JupyterData), Slashes(machine.SharedJupyterData[0]), Slashes(machine.Cache)));
    }

    [Theory]
    [InlineData("WINDOWS", "/roaming/jupyter")]
    [InlineData("OSX", "/home/ann/Library/Jupyter")]
    [InlineData("LINUX", "/xdg/data/jupyter")]
    public void Variables_say_otherwise_where_that_is_the_custom(string platform, string data)
    {
        var cache = Path.GetFullPath("/xdg/cache");
        var machine = Of(platform, new() { ["XDG_DATA_HOME"] = "/xdg/data", ["XDG_CACHE_HOME"] = cache });
        Assert.Equal((data, cache), (Slashes(machine.JupyterData), machine.Cache));
        Assert.Equal(Path.GetFullPath("/mine"), Of(platform, new() { ["JUPYTER_DATA_DIR"] = "/mine", ["XDG_DATA_HOME"] = "/xdg" }).JupyterData);
        // A folder that depends on where one stands would be another one each time.
        Assert.NotEqual("relative", Of(platform, new() { ["XDG_CACHE_HOME"] = "relative" }).Cache);
    }

    [Fact]
    public void Without_a_home_things_are_kept_where_everybody_may_write()
        => Assert.Equal(Path.GetTempPath(), new Machine(OSPlatform.Linux, _ => null, _ => "").Cache);

    private static Machine Of(string platform, Dictionary<string, string> variables)
        => new(OSPlatform.Create(platform), variables.GetValueOrDefault, s_folders.GetValueOrDefault!);

    private static string Slashes(string path) => path.Replace('\\', '/');
}
