// Most tests wait for processes that they start, and these run on every core: two at a time keep a small machine busy.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
