using System.Buffers.Binary;

namespace Cchc.Core.Media;

/// <summary>Sound as MP3: tags before and behind the sound (names, pictures, places) are left out, the length is counted.</summary>
public static class SoundFile
{
    public const string ContentType = "audio/mpeg";

    /// <summary>So many frames in a row make sound of bytes that any file could begin with.</summary>
    private const int FewestFrames = 4;
    /// <summary>One byte in so many may belong to no frame: broken encoders leave gaps, other files are nothing but gaps.</summary>
    private const int GapsOneIn = 20;

    private static readonly int[] Rates1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] Rates2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] Samples = [44100, 48000, 32000];

    /// <summary>Length in bytes of the frame of layer III that has this header; 0 when it is none.</summary>
    public static int FrameLength(uint header)
    {
        var (version, layer, rate, samples) = ((header >> 19) & 3, (header >> 17) & 3, (header >> 12) & 15, (header >> 10) & 3);
        if (header >> 21 != 0x7FF || version == 1 || layer != 1 || rate is 0 or 15 || samples == 3) return 0;
        var bits = (version == 3 ? Rates1 : Rates2)[rate] * 1000;
        return (version == 3 ? 144 : 72) * bits / SamplesPerSecond(header) + (int)((header >> 9) & 1);
    }

    /// <param name="content">Seekable; the result reads from it.</param>
    public static MediaReading Read(Stream content)
    {
        var (start, end) = Within(content);
        using var bytes = new WindowReader(content);
        var (at, frames, gaps, first) = (start, 0L, 0L, start);
        double seconds = 0;
        while (at + 4 <= end)
        {
            var header = bytes.UInt32(at);
            var length = FrameLength(header);
            // In a gap one header is chance; the next one must follow it.
            if (length == 0 || (gaps > 0 && at + length + 4 <= end && FrameLength(bytes.UInt32(at + length)) == 0))
            {
                gaps++;
                at++;
                if (gaps > 4096 && gaps * GapsOneIn > at - start) return MediaProblem.SoundNotReadable;
                continue;
            }
            if (frames == 0) first = at;
            if (frames == 0 && PromisedBytes(bytes, at, header) is { } promised && promised > end - at + length) return MediaProblem.FilmNotWhole;
            frames++;
            seconds += (((header >> 19) & 3) == 3 ? 1152.0 : 576.0) / SamplesPerSecond(header);
            at += length;
        }
        if (frames < FewestFrames || gaps * GapsOneIn > end - start) return MediaProblem.SoundNotReadable;
        return new CleanFile(new PatchedStream(content, first, end - first, []), ContentType, ".mp3") { Seconds = (int)Math.Round(seconds) };
    }

    private static int SamplesPerSecond(uint header) => Samples[(header >> 10) & 3] >> (((header >> 19) & 3) switch { 3 => 0, 2 => 1, _ => 2 });

    /// <summary>Bytes that the encoder says it wrote (Xing or Info header in the first frame), or null.</summary>
    private static long? PromisedBytes(WindowReader bytes, long frame, uint header)
    {
        var (isOne, isMono) = (((header >> 19) & 3) == 3, ((header >> 6) & 3) == 3);
        var at = frame + 4 + (isOne ? isMono ? 17 : 32 : isMono ? 9 : 17);
        if (bytes.UInt32(at) is not (0x58696E67 or 0x496E666F)) return null; // "Xing", "Info"
        var flags = bytes.UInt32(at + 4);
        return (flags & 2) == 0 ? null : bytes.UInt32(at + 8 + ((flags & 1) == 0 ? 0 : 4));
    }

    /// <summary>Where the sound begins and ends: without ID3v2 before it, and ID3v1, APE and Lyrics tags behind it.</summary>
    private static (long Start, long End) Within(Stream content)
    {
        using var bytes = new WindowReader(content);
        var (start, end) = (0L, content.Length);
        while (start + 10 <= end && bytes.UInt32(start) >> 8 == 0x494433) // "ID3", more than one now and then
        {
            var size = bytes.UInt32(start + 6);
            start += 10 + ((size >> 24 & 0x7F) << 21 | (size >> 16 & 0x7F) << 14 | (size >> 8 & 0x7F) << 7 | (size & 0x7F));
        }
        start = Math.Min(start, end);
        if (end - start >= 128 && bytes.UInt32(end - 128) >> 8 == 0x544147) end -= 128; // "TAG"
        if (end - start >= 32 && bytes.UInt32(end - 32) == 0x41504554) // "APET" of "APETAGEX"
            end = Math.Max(start, end - 32 - BinaryPrimitives.ReverseEndianness(bytes.UInt32(end - 20)));
        return (start, end);
    }
}
