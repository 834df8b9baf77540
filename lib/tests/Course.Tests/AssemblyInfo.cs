// Each test starts processes that use every core, and some measure how fast these stop.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
