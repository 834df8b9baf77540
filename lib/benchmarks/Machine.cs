using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Benchmarks;

/// <summary>The machine that was measured on, and what bounds every program on it.</summary>
/// <param name="Processor">What it calls itself.</param>
/// <param name="Cores">How many threads can run at once.</param>
/// <param name="VectorBits">The widest vectors that .NET uses.</param>
/// <param name="System">The operating system.</param>
/// <param name="PeakGflops">What one core adds and multiplies in double precision, in thousand million operations a second.</param>
/// <param name="GigabytesASecond">What one core reads and writes, of arrays that fit in no cache.</param>
internal sealed record Machine(string Processor, int Cores, int VectorBits, string System, double PeakGflops, double GigabytesASecond)
{
    /// <summary>Looks, and measures for about a second.</summary>
    public static Machine Measure() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
        RuntimeInformation.OSDescription,
        Math.Round(Best(() => Flops(10_000_000)) / 1e9, 1),
        Math.Round(Best(Triad) / 1e9, 1));

    /// <summary>One line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Processor}, {Cores} cores, {VectorBits}-bit vectors, {System}. One core: {PeakGflops} GFLOPS, {GigabytesASecond} GB/s.");

    private static string ProcessorName()
    {
        const string File = "/proc/cpuinfo";
        var name = OperatingSystem.IsLinux() && global::System.IO.File.Exists(File)
            ? global::System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return name ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    /// <summary>The most of what is done in a second: once to compile it, then several times.</summary>
    private static double Best(Func<double> work) => Enumerable.Range(0, 8).Max(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        var done = work();
        return done / Stopwatch.GetElapsedTime(start).TotalSeconds;
    });

    /// <summary>Multiplies and adds in registers, in ten chains, so that none waits for another.</summary>
    private static double Flops(int times) => Vector512.IsHardwareAccelerated ? Flops512(times) : Flops256(times);

    private static double Flops512(int times)
    {
        Vector512<double> x = Vector512.Create(0.999), y = Vector512.Create(1e-3);
        Vector512<double> a, b, c, d, e, f, g, h, i, j;
        a = b = c = d = e = f = g = h = i = j = Vector512<double>.One;
        for (var k = 0; k < times; k++)
        {
            (a, b) = (Vector512.FusedMultiplyAdd(a, x, y), Vector512.FusedMultiplyAdd(b, x, y));
            (c, d) = (Vector512.FusedMultiplyAdd(c, x, y), Vector512.FusedMultiplyAdd(d, x, y));
            (e, f) = (Vector512.FusedMultiplyAdd(e, x, y), Vector512.FusedMultiplyAdd(f, x, y));
            (g, h) = (Vector512.FusedMultiplyAdd(g, x, y), Vector512.FusedMultiplyAdd(h, x, y));
            (i, j) = (Vector512.FusedMultiplyAdd(i, x, y), Vector512.FusedMultiplyAdd(j, x, y));
        }

        GC.KeepAlive(Vector512.Sum(a + b + c + d + e + f + g + h + i + j));
        return 2.0 * 10 * Vector512<double>.Count * times;
    }

    private static double Flops256(int times)
    {
        Vector256<double> x = Vector256.Create(0.999), y = Vector256.Create(1e-3);
        Vector256<double> a, b, c, d, e, f, g, h, i, j;
        a = b = c = d = e = f = g = h = i = j = Vector256<double>.One;
        for (var k = 0; k < times; k++)
        {
            (a, b) = (Vector256.FusedMultiplyAdd(a, x, y), Vector256.FusedMultiplyAdd(b, x, y));
            (c, d) = (Vector256.FusedMultiplyAdd(c, x, y), Vector256.FusedMultiplyAdd(d, x, y));
            (e, f) = (Vector256.FusedMultiplyAdd(e, x, y), Vector256.FusedMultiplyAdd(f, x, y));
            (g, h) = (Vector256.FusedMultiplyAdd(g, x, y), Vector256.FusedMultiplyAdd(h, x, y));
            (i, j) = (Vector256.FusedMultiplyAdd(i, x, y), Vector256.FusedMultiplyAdd(j, x, y));
        }

        GC.KeepAlive(Vector256.Sum(a + b + c + d + e + f + g + h + i + j));
        return 2.0 * 10 * Vector256<double>.Count * times;
    }

    // Written to: pages that never were are all the same one, which a cache holds.
    private static readonly double[][] s_large = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Repeat(1.0, 8_000_000).ToArray())];

    /// <summary>z = 3x + y, as in McCalpin's STREAM: two arrays are read, one is written.</summary>
    private static double Triad()
    {
        TensorPrimitives.MultiplyAdd(s_large[0], 3, s_large[1], s_large[2]);
        return 3.0 * sizeof(double) * s_large[0].Length;
    }
}
