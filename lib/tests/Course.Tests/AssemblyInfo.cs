// Most tests wait for processes that they start, and of these many keep only one core busy: three at a time keep a small machine so.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
