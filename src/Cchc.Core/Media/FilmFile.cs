namespace Cchc.Core.Media;

/// <summary>
/// Film as MP4 and sound as M4A. What says where, when and by whom it was taken is overwritten where it lies, so that no offset
/// moves: user data, metadata, unknown boxes, and tracks other than picture, sound and subtitles with their samples (cameras
/// write the way they went there).
/// </summary>
public static class FilmFile
{
    public const string Film = "video/mp4", Sound = "audio/mp4";

    /// <summary>Boxes and samples looked at in one file; far more than films of hours have.</summary>
    private const int MostBoxes = 20_000, MostSamples = 2_000_000;

    private static readonly HashSet<string> Known = new(["ftyp", "styp", "moov", "mdat", "free", "skip", "wide", "sidx", "moof", "mfra", "ssix", "pdin"], StringComparer.Ordinal);
    private static readonly HashSet<string> KnownOfMovie = new(["mvhd", "trak", "mvex", "iods", "free", "skip"], StringComparer.Ordinal);
    private static readonly HashSet<string> KnownOfTrack = new(["tkhd", "edts", "mdia", "tref", "free", "skip"], StringComparer.Ordinal);
    private static readonly HashSet<string> Shown = new(["vide", "soun", "sbtl", "subt", "text"], StringComparer.Ordinal);

    private readonly record struct Box(string Type, long At, long Body, long End);

    /// <param name="content">Seekable; the result reads from it.</param>
    public static MediaReading Read(Stream content)
    {
        using var bytes = new WindowReader(content);
        var (left, patches) = (MostBoxes, new List<Patch>());
        if (Boxes(bytes, 0, content.Length, ref left) is not { Count: > 1 } top || top[0].Type != "ftyp") return MediaProblem.FilmNotWhole;
        if (top.Count(box => box.Type == "moov") != 1 || !top.Exists(box => box.Type is "mdat" or "moof")) return MediaProblem.FilmNotWhole;
        foreach (var box in top.Where(box => !Known.Contains(box.Type) || box.Type is "free" or "skip" or "wide")) Blank(patches, box);

        var movie = top.Find(box => box.Type == "moov");
        if (Boxes(bytes, movie.Body, movie.End, ref left) is not { } parts) return MediaProblem.FilmNotReadable;
        var (seconds, hasFilm, hasSound) = (default(int?), false, false);
        foreach (var part in parts)
        {
            if (part.Type == "mvhd") seconds = SecondsOf(bytes, part);
            if (!KnownOfMovie.Contains(part.Type)) Blank(patches, part);
            if (part.Type != "trak") continue;
            if (Boxes(bytes, part.Body, part.End, ref left) is not { } tracks) return MediaProblem.FilmNotReadable;
            var handler = HandlerOf(bytes, tracks, ref left);
            (hasFilm, hasSound) = (hasFilm || handler == "vide", hasSound || handler == "soun");
            if (handler is not null && Shown.Contains(handler)) foreach (var box in tracks.Where(box => !KnownOfTrack.Contains(box.Type))) Blank(patches, box);
            else
            {
                if (Samples(content, tracks, ref left) is not { } places || !places.TrueForAll(place => top.Exists(box => box.Type == "mdat" && place.At >= box.Body && place.At + place.Length <= box.End)))
                    return MediaProblem.FilmNotReadable;
                patches.AddRange(places);
                Blank(patches, part);
            }
        }
        if (!hasFilm && !hasSound) return MediaProblem.FilmNotReadable;
        patches.Sort((one, other) => one.At.CompareTo(other.At));
        for (var at = 1; at < patches.Count; at++) if (patches[at].At < patches[at - 1].At + patches[at - 1].Length) return MediaProblem.FilmNotReadable;
        return new CleanFile(new PatchedStream(content, 0, content.Length, patches), hasFilm ? Film : Sound, hasFilm ? ".mp4" : ".m4a") { Seconds = seconds };
    }

    /// <summary>The boxes that fill a place exactly, or null when they do not.</summary>
    private static List<Box>? Boxes(WindowReader bytes, long from, long to, ref int left)
    {
        var boxes = new List<Box>();
        while (from < to)
        {
            if (to - from < 8 || --left < 0) return null;
            var (size, head) = ((long)bytes.UInt32(from), 8);
            if (size == 1) (size, head) = ((long)Math.Min(bytes.UInt64(from + 8), long.MaxValue), 16);
            if (size == 0) size = to - from; // up to the end
            if (size < head || size > to - from) return null;
            boxes.Add(new(System.Text.Encoding.Latin1.GetString(bytes.Span(from + 4, 4)), from, from + head, from + size));
            from += size;
        }
        return boxes;
    }

    private static void Blank(List<Patch> patches, Box box)
    {
        patches.Add(new(box.At + 4, 4, "free"u8.ToArray()));
        if (box.End > box.Body) patches.Add(new(box.Body, box.End - box.Body, []));
    }

    private static int? SecondsOf(WindowReader bytes, Box header)
    {
        var isLong = bytes.Span(header.Body, 1)[0] == 1;
        var scale = bytes.UInt32(header.Body + (isLong ? 20 : 12));
        var length = isLong ? bytes.UInt64(header.Body + 24) : bytes.UInt32(header.Body + 16);
        var seconds = scale == 0 ? 0 : (double)length / scale;
        return seconds is > 0 and < 1_000_000 ? (int)Math.Round(seconds) : null;
    }

    private static string? HandlerOf(WindowReader bytes, List<Box> track, ref int left) =>
        Find(bytes, track, ref left, "mdia", "hdlr") is { } handler && handler.End - handler.Body >= 12 ? System.Text.Encoding.Latin1.GetString(bytes.Span(handler.Body + 8, 4)) : null;

    private static Box? Find(WindowReader bytes, List<Box>? boxes, ref int left, params ReadOnlySpan<string> path)
    {
        for (var at = 0; ; at++)
        {
            var name = path[at];
            if (boxes?.Find(box => box.Type == name) is not { Type: not null } found) return null;
            if (at == path.Length - 1) return found;
            boxes = Boxes(bytes, found.Body, found.End, ref left);
        }
    }

    /// <summary>Where the samples of a track lie, chunk by chunk, as its tables say (stsc, stsz, stco or co64); null when the tables
    /// contradict themselves.</summary>
    private static List<Patch>? Samples(Stream content, List<Box> track, ref int left)
    {
        // One window for each table: they are read side by side.
        using WindowReader runBytes = new(content), sizeBytes = new(content), chunkBytes = new(content);
        if (Find(runBytes, track, ref left, "mdia", "minf", "stbl") is not { } table) return [];
        if (Boxes(runBytes, table.Body, table.End, ref left) is not { } parts) return null;
        Box Part(string type) => parts.Find(box => box.Type == type);
        var (runs, sizes, chunks) = (Part("stsc"), Part("stsz"), Part("stco"));
        var isWide = chunks.Type is null;
        if (isWide) chunks = Part("co64");
        if (runs.Type is null || sizes.Type is null || chunks.Type is null) return [];
        var (runCount, chunkCount, each, sampleCount) = (runBytes.UInt32(runs.Body + 4), chunkBytes.UInt32(chunks.Body + 4), sizeBytes.UInt32(sizes.Body + 4), sizeBytes.UInt32(sizes.Body + 8));
        if (chunkCount > MostSamples || sampleCount > MostSamples || runs.Body + 8 + 12L * runCount > runs.End || chunks.Body + 8 + (isWide ? 8L : 4L) * chunkCount > chunks.End
            || (each == 0 && sizes.Body + 12 + 4L * sampleCount > sizes.End)) return null;
        var (sample, run, places) = (0L, -1L, new List<Patch>());
        for (uint chunk = 1; chunk <= chunkCount; chunk++)
        {
            while (run + 1 < runCount && runBytes.UInt32(runs.Body + 8 + 12 * (run + 1)) <= chunk) run++;
            if (run < 0) return null;
            var at = isWide ? (long)Math.Min(chunkBytes.UInt64(chunks.Body + 8 + 8L * (chunk - 1)), long.MaxValue) : chunkBytes.UInt32(chunks.Body + 8 + 4L * (chunk - 1));
            var length = 0L;
            for (var number = runBytes.UInt32(runs.Body + 12 + 12 * run); number > 0 && sample < sampleCount; number--, sample++)
                length += each > 0 ? each : sizeBytes.UInt32(sizes.Body + 12 + 4 * sample);
            if (length > content.Length - at) return null;
            if (length > 0) places.Add(new(at, length, []));
        }
        return places;
    }
}
