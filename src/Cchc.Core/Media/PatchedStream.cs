namespace Cchc.Core.Media;

/// <summary>Bytes to be read in the place of others.</summary>
/// <param name="At">Offset in the inner stream.</param>
/// <param name="Bytes">What is read at the start of the place; the rest of it reads as zeros.</param>
internal readonly record struct Patch(long At, long Length, byte[] Bytes);

/// <summary>A part of another stream with some places overwritten: a film of 500 MB is cleaned without a copy of it.</summary>
/// <param name="patches">In order, without overlap.</param>
internal sealed class PatchedStream(Stream inner, long start, long length, IReadOnlyList<Patch> patches) : Stream
{
    /// <summary>The first place that does not end before the position.</summary>
    private int next;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var wanted = buffer[..(int)Math.Clamp(length - Position, 0, buffer.Length)];
        if (wanted.Length == 0) return 0;
        inner.Position = start + Position;
        return Patched(wanted[..inner.Read(wanted)]);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = buffer[..(int)Math.Clamp(length - Position, 0, buffer.Length)];
        if (wanted.Length == 0) return 0;
        inner.Position = start + Position;
        var read = await inner.ReadAsync(wanted, cancellationToken);
        return Patched(wanted.Span[..read]);
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => Position, _ => length };

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Patched(Span<byte> read)
    {
        var from = start + Position;
        if (next > 0 && patches[next - 1].At + patches[next - 1].Length > from) next = 0; // sought back
        while (next < patches.Count && patches[next].At + patches[next].Length <= from) next++;
        for (var number = next; number < patches.Count && patches[number].At < from + read.Length; number++)
        {
            var patch = patches[number];
            for (var at = Math.Max(patch.At, from); at < Math.Min(patch.At + patch.Length, from + read.Length); at++)
                read[(int)(at - from)] = at - patch.At < patch.Bytes.Length ? patch.Bytes[at - patch.At] : (byte)0;
        }
        Position += read.Length;
        return read.Length;
    }
}
