using System.Diagnostics;
using System.Globalization;
using Cchc.Core.Media;
using NetVips;

namespace Cchc.Benchmarks;

/// <summary>
/// A photograph of 24 megapixels to all copies of one shape: at once, as the background job makes them, and one by one, as readers
/// ask for them; then AVIF, and what taking the photograph in costs. CPU time of this process, and the most memory that it held.
/// </summary>
internal static class PictureRun
{
    /// <summary>Of each figure the median of so many.</summary>
    private const int Turns = 5;

    public static void Go()
    {
        var photograph = Photograph(6000, 4000);
        var wanted = PictureSizes.Widths.SelectMany(width => new[] { (width, PictureFormat.WebP), (width, PictureFormat.Jpeg) }).ToList();
        Console.WriteLine($"Photograph of 6000 × 4000, {photograph.Length / 1_000_000.0:0.0} MB as JPEG; {Turns} turns, medians.");
        PictureFile.Draw(photograph, null, null, [(320, PictureFormat.WebP)]); // the library is loaded once
        var before = Peak();
        var all = Cpu(() => PictureFile.Draw(photograph, null, null, wanted));
        var memory = Peak() - before;
        var each = wanted.Select(copy => Cpu(() => PictureFile.Draw(photograph, null, null, [copy]))).ToList();
        var cut = Cpu(() => PictureFile.Draw(photograph, PictureRatio.Story, null, wanted));
        var avif = Cpu(() => PictureFile.Draw(photograph, null, null, [.. PictureSizes.Widths.Select(width => (width, PictureFormat.Avif))]));
        var taken = Cpu(() => PictureFile.Clean(photograph, "image/jpeg"));
        Console.WriteLine($"| what | CPU ms |\n|---|---|\n| all WebP and JPEG widths at once | {all:0} |\n| the same, cut to 8:5 by what catches the eye | {cut:0} |");
        foreach (var ((width, format), cpu) in wanted.Zip(each)) Console.WriteLine($"| {width} as {format} alone | {cpu:0} |");
        Console.WriteLine($"| all of them one by one | {each.Sum():0} |\n| all AVIF widths at once | {avif:0} |\n| taking the photograph in | {taken:0} |");
        Console.WriteLine($"RESULT cpu_ms={all:0} memory_mb={memory / 1_000_000} one_by_one_cpu_ms={each.Sum():0} avif_cpu_ms={avif:0} clean_cpu_ms={taken:0} clean_memory_mb={(Peak() - before) / 1_000_000}");
    }

    private static double Cpu(Action work)
    {
        var times = new List<double>();
        using var process = Process.GetCurrentProcess();
        for (var turn = 0; turn < Turns; turn++)
        {
            process.Refresh();
            var start = process.TotalProcessorTime;
            work();
            process.Refresh();
            times.Add((process.TotalProcessorTime - start).TotalMilliseconds);
        }
        times.Sort();
        return times[Turns / 2];
    }

    /// <summary>Most bytes that the process held at one time since it began; Linux.</summary>
    private static long Peak() => 1024 * long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    /// <summary>Large and small shapes, soft edges and grain: about as many bytes as a camera gives.</summary>
    private static byte[] Photograph(int width, int height)
    {
        using var shapes = Image.Perlin(width, height, cellSize: 512, seed: 7) * 60;
        using var detail = Image.Perlin(width, height, cellSize: 24, seed: 8) * 25;
        using var grain = Image.Gaussnoise(width, height, sigma: 6, mean: 0, seed: 9);
        using var light = shapes + detail + grain + 128;
        using var warm = shapes * 0.6 + grain + 140;
        using var cold = detail * 1.4 + grain + 110;
        using var joined = light.Bandjoin(warm, cold).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return joined.JpegsaveBuffer(q: 92);
    }
}
