// Tests here start processes of their own: more of them at once than a small machine has cores only makes each slower.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
