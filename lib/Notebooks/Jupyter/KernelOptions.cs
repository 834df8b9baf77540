using Notebooks.Execution;
using Notebooks.Jupyter.Wire;

namespace Notebooks.Jupyter;

/// <summary>What a <see cref="JupyterKernel"/> needs besides its connection.</summary>
public sealed record KernelOptions
{
    /// <summary>How cells are run; <see cref="SessionOptions.LateOutput"/> and <see cref="SessionOptions.ReadLine"/> are the kernel's own business.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>Where the kernel tells of odd peers and messages.</summary>
    public required KernelLog Log { get; init; }

    /// <summary>The version that clients are told.</summary>
    public string Version { get; init; } = typeof(KernelOptions).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>What peers may cost.</summary>
    internal ZmtpLimits Limits { get; init; } = new();
}
