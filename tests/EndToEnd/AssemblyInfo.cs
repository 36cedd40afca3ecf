// The product measures itself here (its load test among others): two at once would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
