using System.Buffers;
using System.Buffers.Binary;

namespace Cchc.Core.Media;

/// <summary>Reads numbers anywhere in a large file, a window of it in memory at a time. Behind the end are zeros.</summary>
internal sealed class WindowReader(Stream content) : IDisposable
{
    private const int WindowLength = 64 * 1024;

    private readonly byte[] window = ArrayPool<byte>.Shared.Rent(WindowLength);
    private long from;
    private int length;

    public long Length => content.Length;

    public uint UInt32(long at) => BinaryPrimitives.ReadUInt32BigEndian(Span(at, 4));

    public ulong UInt64(long at) => BinaryPrimitives.ReadUInt64BigEndian(Span(at, 8));

    /// <summary>At most 4 KB; good until the next call.</summary>
    public ReadOnlySpan<byte> Span(long at, int count)
    {
        if (at < from || at + count > from + length)
        {
            (from, length) = (Math.Max(0, at), WindowLength);
            var read = 0;
            if (from < content.Length)
            {
                content.Position = from;
                read = content.ReadAtLeast(window.AsSpan(0, WindowLength), WindowLength, throwOnEndOfStream: false);
            }
            window.AsSpan(read, WindowLength - read).Clear();
        }
        return window.AsSpan((int)(at - from), count);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(window);
}
