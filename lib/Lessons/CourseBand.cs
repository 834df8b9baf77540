namespace DeepLearningMath.Lessons;

/// <summary>The three parts of the course.</summary>
public enum CourseBand
{
    /// <summary>What a computation is made of, and how gradients go back through it: 노드.</summary>
    Nodes,

    /// <summary>What happens when many samples teach: 훈련.</summary>
    Training,

    /// <summary>Many neurons at once: 신경망.</summary>
    Networks,
}
