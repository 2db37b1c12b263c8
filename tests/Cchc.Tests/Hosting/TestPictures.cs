using NetVips;

namespace Cchc.Tests.Hosting;

/// <summary>Photographs of nothing: each differs from every other, and none can be made smaller by compressing it.</summary>
public static class TestPictures
{
    private static int made;

    public static byte[] Jpeg(int width = 64, int height = 48)
    {
        using var noise = Image.Gaussnoise(width, height, mean: 128, sigma: 40, seed: Environment.ProcessId * 1000 + Interlocked.Increment(ref made));
        using var grey = noise.Cast(Enums.BandFormat.Uchar);
        return grey.JpegsaveBuffer(q: 90);
    }
}
