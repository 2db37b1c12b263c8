using System.IO.Compression;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Cchc.Core.Search.Files;

/// <summary>Text of a PDF file, page by page.</summary>
internal static class PdfText
{
    /// <exception cref="UnpackedTooMuchException">A stream of the file is a bomb.</exception>
    public static void Read(byte[] file, FileTextBuilder text)
    {
        var filters = new CountedFilters(text.Limits.UnpackedBytes);
        try
        {
            using var pdf = PdfDocument.Open(file, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, FilterProvider = filters });
            for (var number = 1; number <= Math.Min(pdf.NumberOfPages, text.Limits.Pages) && !text.IsDone; number++)
            {
                text.Add(ContentOrderTextExtractor.GetText(pdf.GetPage(number)));
                text.Add("\n");
                // The parser takes a stream that it cannot read for a missing one and goes on.
                if (filters.Refused) throw new UnpackedTooMuchException();
            }
        }
        catch (Exception) when (filters.Refused) { throw new UnpackedTooMuchException(); }
    }

    /// <summary>The usual filters, each asked beforehand how much its input unpacks to.</summary>
    private sealed class CountedFilters(long most) : IFilterProvider
    {
        private readonly IFilterProvider usual = DefaultFilterProvider.Instance;

        public long Most { get; } = most;
        public bool Refused { get; private set; }

        public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Counted(usual.GetFilters(dictionary));
        public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Counted(usual.GetNamedFilters(names));
        public IReadOnlyList<IFilter> GetAllFilters() => Counted(usual.GetAllFilters());

        private IReadOnlyList<IFilter> Counted(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => new CountedFilter(filter, this))];

        private sealed class CountedFilter(IFilter inner, CountedFilters owner) : IFilter
        {
            /// <summary>The most that one byte of input can become: run lengths give 64, codes of LZW some 1,400.</summary>
            private int MostPerByte => inner switch { LzwFilter => 1_400, RunLengthFilter => 64, _ => 2 };

            public bool IsSupported => inner.IsSupported;

            public Memory<byte> Decode(Memory<byte> input, DictionaryToken dictionary, IFilterProvider provider, int index)
            {
                if (inner is FlateFilter ? !Fits(input) : input.Length * (long)MostPerByte > owner.Most)
                {
                    owner.Refused = true;
                    throw new UnpackedTooMuchException();
                }
                return inner.Decode(input, dictionary, provider, index);
            }

            private bool Fits(Memory<byte> input)
            {
                // Deflate makes at most 1,032 bytes of one: small streams need not be tried.
                if (input.Length < 2 || input.Length * 1_032L <= owner.Most) return true;
                var buffer = new byte[64 * 1024];
                // Behind the two bytes of zlib's head, as the filter itself reads it.
                using var unpacked = new DeflateStream(new MemoryStream(input.ToArray(), 2, input.Length - 2), CompressionMode.Decompress);
                var total = 0L;
                try
                {
                    for (int read; total <= owner.Most && (read = unpacked.Read(buffer)) > 0;) total += read;
                }
                catch (InvalidDataException) { /* damaged: the filter makes no more of it than was made here */ }
                return total <= owner.Most;
            }
        }
    }
}
