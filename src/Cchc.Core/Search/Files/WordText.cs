using System.IO.Compression;
using System.Xml;

namespace Cchc.Core.Search.Files;

/// <summary>Text of a Word file: the runs of its main part, its footnotes and endnotes, as ECMA-376 lays them down.</summary>
internal static class WordText
{
    private static readonly string[] Parts = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];

    /// <exception cref="UnpackedTooMuchException">A part is a bomb.</exception>
    public static void Read(byte[] file, FileTextBuilder text)
    {
        using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        foreach (var name in Parts)
        {
            if (zip.GetEntry(name) is not { } part) continue;
            using var bytes = new CountedStream(part.Open(), text.Limits.UnpackedBytes);
            using var xml = XmlReader.Create(bytes, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true });
            Read(xml, text);
        }
    }

    private static void Read(XmlReader xml, FileTextBuilder text)
    {
        var inText = false;
        for (var going = xml.Read(); going && !text.IsDone;)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                // What older programs show in place of a drawing would be read twice.
                if (xml.LocalName == "Fallback") { xml.Skip(); continue; }
                inText = xml.LocalName == "t" && !xml.IsEmptyElement;
                if (xml.LocalName is "tab" or "br" or "cr") text.Add(" ");
                else if (xml.LocalName == "noBreakHyphen") text.Add("-");
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
            {
                inText = false;
                if (xml.LocalName == "p") text.Add("\n");
            }
            else if (inText && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA) text.Add(xml.Value);
            going = xml.Read();
        }
    }

    /// <summary>Counts what is unpacked.</summary>
    private sealed class CountedStream(Stream inner, long most) : Stream
    {
        private long read;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var bytes = inner.Read(buffer, offset, count);
            return (read += bytes) <= most ? bytes : throw new UnpackedTooMuchException();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
