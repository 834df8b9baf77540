namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson12 = new()
    {
        ["12.1"] =
        [
            "double FinalStep(double eta, double beta, double g) => eta * (1 - beta) * g / (1 - beta);",
            "double FinalStep(double eta, double beta, double g) => eta * (g + beta * g);",
            "double FinalStep(double eta, double beta, double g) => eta * beta * g;",
            "double FinalStep(double eta, double beta, double g) => g / (1 - beta);",
            "double FinalStep(double eta, double beta, double g) => eta * g * (1 - beta);",
            "double FinalStep(double eta, double beta, double g) => eta * beta * g / (1 - beta);",
            "double FinalStep(double eta, double beta, double g) => eta * g / (1 + beta);",
        ],
        ["12.2"] =
        [
            Forgetful("s += g * g;"),
            Forgetful("s = beta * s + g * g;"),
            Forgetful("s = (1 - beta) * s + beta * g * g;"),
            Forgetful("s = beta * s + (1 - beta) * g;"),
            Forgetful("s = (1 - beta) * g * g;"),
            Forgetful("s += beta * s + (1 - beta) * g * g;"),
            Forgetful("s += (1 - beta) * g * g;"),
            Forgetful("var part = (1 - beta) * g; s = beta * s + part * part;"),
            Forgetful("s = beta * s + (1 - beta) * g * g;", divisor: "s"),
        ],
        ["12.3"] =
        [
            "double FirstStep(double eta, double beta1, double beta2) => eta;",
            "double FirstStep(double eta, double beta1, double beta2) => eta * (1 - beta1);",
            "double FirstStep(double eta, double beta1, double beta2) => eta * (1 - beta1) / (1 - beta2);",
            "double FirstStep(double eta, double beta1, double beta2) => eta / Math.Sqrt(1 - beta2);",
            "double FirstStep(double eta, double beta1, double beta2) => eta * beta1 / Math.Sqrt(beta2);",
            "double FirstStep(double eta, double beta1, double beta2) => eta * Math.Sqrt(1 - beta2) / (1 - beta1);",
            "double FirstStep(double eta, double beta1, double beta2) => eta * Math.Sqrt((1 - beta1) / (1 - beta2));",
        ],
        ["12.4"] =
        [
            """string[] unmoved = ["descent", "momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam"];""",
            "string[] unmoved = [];",
            """string[] unmoved = ["descent", "momentum", "Nesterov"];""",
            """string[] unmoved = ["momentum", "AdaGrad", "RMSProp", "Adam"];""",
            """string[] unmoved = ["descent", "AdaGrad", "RMSProp", "Adam"];""",
            """string[] unmoved = ["AdaGrad", "RMSProp"];""",
        ],
        ["12.5"] =
        [
            "double Left(double w, double eta, double decay, int steps) => w;",
            "double Left(double w, double eta, double decay, int steps) => w * Math.Pow(1 - decay, steps);",
            "double Left(double w, double eta, double decay, int steps) => w * (1 - eta * decay);",
            "double Left(double w, double eta, double decay, int steps) => w * (1 - steps * eta * decay);",
            "double Left(double w, double eta, double decay, int steps) => Math.Pow(1 - eta * decay, steps);",
            "double Left(double w, double eta, double decay, int steps) => w * Math.Pow(1 - eta, steps);",
            "double Left(double w, double eta, double decay, int steps) => w * Math.Pow(eta * decay, steps);",
            """
            double Left(double w, double eta, double decay, int steps)
            {
                Tensor left = w;
                var rule = AdamRule(eta);
                for (var k = 0; k < steps; k++) left += rule(decay * left);
                return left.Number;
            }
            """,
        ],
        ["12.6"] =
        [
            "var angle = 0;",
            "var angle = 2;",
            "var angle = 15;",
            "var angle = 88;",
            "var angle = 120;",
            "var angle = 2.5;",
        ],
    };

    private static string Forgetful(string memory, string divisor = "s.Map(Math.Sqrt)") => $$"""
        Func<Tensor, Tensor> Forgetful(double eta, double beta)
        {
            Tensor s = 0;
            return g =>
            {
                {{memory}}
                return -eta * g / ({{divisor}} + 1e-8);
            };
        }
        """;
}
