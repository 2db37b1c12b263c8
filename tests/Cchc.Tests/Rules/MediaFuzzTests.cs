using System.Diagnostics;
using Cchc.Core.Media;
using Cchc.Tests.Hosting;

namespace Cchc.Tests.Rules;

/// <summary>Whole files of every kind with what networks, disks and attackers do to them.</summary>
public sealed class MediaFuzzTests
{
    private const int Files = 2_000;
    /// <summary>A hang, not a slow machine: each file takes some milliseconds.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    /// <summary>What the whole test may add to the process: one bomb that goes off is larger.</summary>
    private const long MostMemory = 600L * 1024 * 1024;

    [Fact]
    public async Task Two_thousand_damaged_files_are_read_or_refused_without_a_fault_a_hang_or_much_memory()
    {
        var random = new Random(20261125);
        var samples = MediaSamples.All.ToList();
        using var process = Process.GetCurrentProcess();
        var before = process.WorkingSet64;
        var (most, taken) = (before, 0);
        for (var number = 0; number < Files; number++)
        {
            var (name, bytes) = samples[number % samples.Count];
            var damaged = Damage(bytes, samples[random.Next(samples.Count)].Value, random);
            var watch = Stopwatch.StartNew();
            try
            {
                var reading = await MediaReader.ReadAsync(new MemoryStream(damaged), name, null, TestContext.Current.CancellationToken);
                if (reading.File is { } file)
                {
                    await file.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
                    if (file.ContentType.StartsWith("image/", StringComparison.Ordinal) && number % 7 == 0) Draw(file);
                    taken++;
                }
                else Assert.NotEmpty(reading.Problem!.Value.Words());
            }
            catch (Exception error) when (error is not OperationCanceledException) { Assert.Fail($"File {number} ({name}): {error}"); }
            Assert.True(watch.Elapsed < Longest, $"File {number} ({name}) took {watch.Elapsed}.");
            if (number % 100 == 0) { process.Refresh(); most = Math.Max(most, process.WorkingSet64); }
        }
        Assert.True(most - before < MostMemory, $"{(most - before) / 1024 / 1024} MB more.");
        Assert.InRange(taken, Files / 50, Files - Files / 50); // neither everything nor nothing
    }

    private static void Draw(CleanFile file)
    {
        file.Content.Position = 0;
        var bytes = new byte[file.Content.Length];
        file.Content.ReadExactly(bytes);
        foreach (var ratio in PictureRatio.All) PictureFile.Draw(bytes, ratio, null, [(320, PictureFormat.WebP)]);
    }

    private static byte[] Damage(byte[] whole, byte[] other, Random random)
    {
        var bytes = (byte[])whole.Clone();
        int At() => random.Next(bytes.Length);
        switch (random.Next(7))
        {
            case 0: // bits turn
                for (var times = random.Next(1, 20); times > 0; times--) bytes[At()] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1: // the line breaks
                return bytes[..At()];
            case 2: // one file goes on as another
                return [.. bytes[..At()], .. other[random.Next(other.Length)..]];
            case 3: // lengths lie, mostly in the head
                for (var times = random.Next(1, 6); times > 0; times--)
                {
                    var at = random.Next(2) == 0 ? random.Next(Math.Min(64, bytes.Length)) : At();
                    var lie = new byte[][] { [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF], [0, 0, 0, 1], [0x80, 0, 0, 0] }[random.Next(5)];
                    for (var part = 0; part < 4 && at + part < bytes.Length; part++) bytes[at + part] = lie[part];
                }
                return bytes;
            case 4: // a part comes again and again
                var (from, length) = (At(), random.Next(1, 2_000));
                var chunk = bytes[from..Math.Min(bytes.Length, from + length)];
                return [.. bytes[..from], .. Enumerable.Repeat(chunk, random.Next(2, 60)).SelectMany(part => part), .. bytes[from..]];
            case 5: // a part is missing
                var cut = At();
                return [.. bytes[..cut], .. bytes[Math.Min(bytes.Length, cut + random.Next(1, 200))..]];
            default: // another file hides behind it
                return [.. bytes, .. other];
        }
    }
}
