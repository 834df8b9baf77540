namespace Benchmarks;

/// <summary>A script in <c>peers/</c>, and how to get what it needs.</summary>
/// <param name="Script">The file's name, without its ending.</param>
/// <param name="HowToGet">What to install where its modules are missing.</param>
internal sealed record Peer(string Script, string HowToGet)
{
    public static Peer PlainPython { get; } = new("plain_python", "apt-get install python3");

    public static Peer NumpyArrays { get; } = new("numpy_arrays", Numpy);

    public static Peer NumpyTraining { get; } = new("numpy_training", Numpy);

    public static Peer Torch { get; } = new("torch_works", $"{Numpy} python3-torch");

    public static Peer Kernels { get; } = new("kernels", "apt-get install python3-ipykernel python3-jupyter-client");

    private const string Numpy = "apt-get install python3-numpy libopenblas0-pthread";
}
