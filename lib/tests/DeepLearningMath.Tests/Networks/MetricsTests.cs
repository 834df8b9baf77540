namespace DeepLearningMath.Tests;

public class MetricsTests
{
    [Fact]
    public void The_largest_output_is_the_class()
    {
        Tensor outputs = new[,] { { 0.1, 0.7, 0.2 }, { -3, -9, -1 }, { 5, 5, 5 } };
        Assert.Equal([1, 2, 0], Metrics.Classes(outputs));
        Assert.Equal(2.0 / 3, Metrics.Accuracy(outputs, [1, 2, 1]));
    }

    [Fact]
    public void A_threshold_answers_yes_or_no()
    {
        Tensor scores = new[] { -1, 0, 0.25, 2 };
        Assert.Equal([0, 0, 1, 1], Metrics.Classes(scores, threshold: 0));
        Assert.Equal([0, 0, 0, 1], Metrics.Classes(scores.AsColumn(), threshold: 0.5));
    }

    [Fact]
    public void A_confusion_matrix_has_the_truth_in_its_rows()
    {
        int[] predicted = [0, 1, 1, 2, 1], labels = [0, 1, 2, 2, 1];
        Assert.Equal((Tensor)new double[,] { { 1, 0, 0 }, { 0, 2, 0 }, { 0, 1, 1 } }, Metrics.ConfusionMatrix(predicted, labels, 3));
        Assert.Equal(0.8, Metrics.Accuracy(predicted, labels));
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        foreach (var (action, message) in new (Func<object>, string)[]
                 {
                     (() => Metrics.Accuracy([1], [1, 2]), "Metrics: there are 1 predictions and 2 labels."),
                     (() => Metrics.Accuracy((int[])[], []), "Metrics: there are 0 predictions and 0 labels."),
                     (() => Metrics.Classes(new double[3]), "Metrics.Classes: the outputs have shape (3). It takes a matrix with a column for each class"),
                     (() => Metrics.Classes(new double[3, 1]), "Metrics.Classes: the outputs have shape (3, 1)."),
                     (() => Metrics.Classes(new double[3, 2], 0.5), "Metrics.Classes: the outputs have shape (3, 2). A threshold takes"),
                     (() => Metrics.ConfusionMatrix([1, 3], [1, 2], 3), "Metrics.ConfusionMatrix: 3 classes have the numbers 0 to 2."),
                     (() => Metrics.ConfusionMatrix([1, 2], [1, -1], 3), "Metrics.ConfusionMatrix: 3 classes have the numbers 0 to 2."),
                 })
            Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }
}
