namespace Notebooks.Execution;

/// <summary>How a worker process is started: a program that hands its last two arguments to <see cref="Worker.Run"/>.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">What comes before those two arguments.</param>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments);
