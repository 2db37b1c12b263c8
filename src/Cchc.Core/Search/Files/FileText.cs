using System.Diagnostics;

namespace Cchc.Core.Search.Files;

/// <summary>Reads the words of PDF and Word (.docx) files. Any bytes are taken: a file that cannot be read has no text.</summary>
public static class FileText
{
    // Parsers of such files call themselves once for each level of nesting.
    private const int StackBytes = 16 * 1024 * 1024;

    /// <summary>Whether the name is that of a file whose text can be read.</summary>
    public static bool IsReadable(string path) =>
        path.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".docx", StringComparison.OrdinalIgnoreCase);

    /// <summary>The text, a line for each paragraph or line of print. "" for scanned pages, damaged or hostile files and every other kind of file.</summary>
    /// <remarks>Never throws and takes little longer than <see cref="FileTextLimits.Time"/>: reading runs on a thread of its own, which is
    /// left behind when a file keeps it busy at a place where no limit is asked for. What was read until then counts.</remarks>
    public static string Read(byte[] file, FileTextLimits? limits = null)
    {
        var text = new FileTextBuilder(limits ?? FileTextLimits.Default);
        var thread = new Thread(() => ReadInto(file, text), StackBytes) { IsBackground = true, Priority = ThreadPriority.BelowNormal, Name = "file text" };
        thread.Start();
        thread.Join(text.Limits.Time + TimeSpan.FromSeconds(1));
        return text.Take();
    }

    private static void ReadInto(byte[] file, FileTextBuilder text)
    {
        try
        {
            if (file.AsSpan().StartsWith("%PDF-"u8)) PdfText.Read(file, text);
            else if (file.AsSpan().StartsWith("PK\u0003\u0004"u8)) WordText.Read(file, text);
        }
        catch (UnpackedTooMuchException) { text.Drop(); }
        catch (Exception)
        {
            // Whatever a damaged file makes a parser throw: what was whole until then is kept.
        }
    }
}

/// <summary>A part of a file unpacks to more than is allowed.</summary>
internal sealed class UnpackedTooMuchException : Exception;

/// <summary>Text that grows on one thread while another may lose patience.</summary>
internal sealed class FileTextBuilder(FileTextLimits limits)
{
    private readonly System.Text.StringBuilder text = new();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private bool closed;

    public FileTextLimits Limits { get; } = limits;

    /// <summary>Whether as much has been read as is wanted, or for as long.</summary>
    public bool IsDone { get { lock (text) return closed || text.Length >= Limits.Characters || watch.Elapsed >= Limits.Time; } }

    public void Add(ReadOnlySpan<char> part)
    {
        lock (text)
            if (!closed) text.Append(part[..Math.Min(part.Length, Limits.Characters - text.Length)]);
    }

    public void Drop()
    {
        lock (text) text.Clear();
    }

    /// <summary>What there is now; nothing is added after it.</summary>
    public string Take()
    {
        lock (text)
        {
            closed = true;
            return SearchText.Clean(text.ToString()).Trim();
        }
    }
}
