using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Tests.Validation;

public sealed class HeldMemoryTests
{
    [Fact]
    public void Within_the_limit_nobody_holds_less()
    {
        Holder[] all = [new(60), new(40)];

        HeldMemory.Keep(all, 100);

        Assert.Equal([60, 40], all.Select(a => a.Held));
    }

    [Fact]
    public void What_is_spare_goes_before_a_larger_one_gives_up()
    {
        Holder[] all = [new(90), new(10, spare: 30), new(5, spare: 5)];

        HeldMemory.Keep(all, 110);

        Assert.Equal([90L, 10, 10], all.Select(a => a.Held));
        Assert.DoesNotContain(all, a => a.GaveUp);
    }

    [Fact]
    public void Without_spare_the_largest_gives_up_and_the_first_among_equals()
    {
        Holder[] all = [new(20), new(50), new(50)];

        HeldMemory.Keep(all, 70);

        Assert.Equal([false, true, false], all.Select(a => a.GaveUp));
    }

    private sealed class Holder(long needed, long spare = 0) : IHolding
    {
        public bool GaveUp { get; private set; }

        public long Held => GaveUp ? 0 : needed + Spare;

        public long Spare { get; private set; } = spare;

        public void Shrink()
        {
            if (Spare > 0) Spare = 0;
            else GaveUp = true;
        }
    }
}
