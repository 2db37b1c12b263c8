using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Cchc.Core.Media;

namespace Cchc.Web.Data;

/// <summary>Files in a bucket of a server that speaks the protocol of Amazon S3, for sites of several nodes.</summary>
public sealed class S3MediaStore : IMediaStore, IDisposable
{
    private readonly AmazonS3Client client;
    private readonly string bucket;
    private readonly string prefix;

    /// <param name="settings">The section <c>Media:S3</c>: Endpoint, Region, Bucket, Prefix, AccessKey, SecretKey.</param>
    /// <exception cref="InvalidOperationException">A key that is needed is missing.</exception>
    public S3MediaStore(IConfiguration settings)
    {
        string Needed(string key) => settings[key] is { Length: > 0 } value ? value : throw new InvalidOperationException($"Media:S3:{key} is not set.");
        bucket = Needed("Bucket");
        prefix = settings["Prefix"] is { Length: > 0 } folder ? $"{folder.Trim('/')}/" : "";
        client = new(new BasicAWSCredentials(Needed("AccessKey"), Needed("SecretKey")), new AmazonS3Config
        {
            ServiceURL = Needed("Endpoint"),
            AuthenticationRegion = settings["Region"] ?? "us-east-1",
            ForcePathStyle = settings.GetValue("ForcePathStyle", true), // servers other than Amazon's have one name for all buckets
            // Other servers do not know the newer checksums; the signature covers the bytes.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            Timeout = TimeSpan.FromMinutes(10), // a film of 500 MB over a slow line
            MaxErrorRetry = 1,
        });
    }

    public async Task<Stream?> OpenAsync(string path, CancellationToken ct)
    {
        try
        {
            var found = await client.GetObjectMetadataAsync(bucket, prefix + path, ct);
            return new S3Stream(client, bucket, prefix + path, found.ContentLength, found.ETag);
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound) { return null; }
        catch (Exception error) when (IsAway(error, ct)) { throw Away(error); }
    }

    public async Task WriteAsync(string path, Stream bytes, CancellationToken ct)
    {
        bytes.Position = 0;
        var request = new PutObjectRequest { BucketName = bucket, Key = prefix + path, InputStream = bytes, AutoCloseStream = false, UseChunkEncoding = false };
        try { await client.PutObjectAsync(request, ct); }
        catch (Exception error) when (IsAway(error, ct)) { throw Away(error); }
    }

    public async Task DeleteAsync(string path, CancellationToken ct)
    {
        try { await client.DeleteObjectAsync(bucket, prefix + path, ct); }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound) { /* nothing there */ }
        catch (Exception error) when (IsAway(error, ct)) { throw Away(error); }
    }

    public async IAsyncEnumerable<string> ListAsync(string folder, [EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix + folder };
        do
        {
            ListObjectsV2Response page;
            try { page = await client.ListObjectsV2Async(request, ct); }
            catch (Exception error) when (IsAway(error, ct)) { throw Away(error); }
            foreach (var found in page.S3Objects ?? []) yield return found.Key[prefix.Length..];
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    public void Dispose() => client.Dispose();

    private static bool IsAway(Exception error, CancellationToken ct) =>
        error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException || (error is OperationCanceledException && !ct.IsCancellationRequested);

    private static MediaStoreException Away(Exception error) => new("The media bucket cannot be read or written now.", error);

    /// <summary>Reads an object in blocks from wherever it is asked to: a player that jumps about in a film costs no more than it plays.</summary>
    private sealed class S3Stream(IAmazonS3 client, string bucket, string key, long length, string tag) : Stream
    {
        private const int BlockLength = 4 * 1024 * 1024;

        private Stream? block;
        /// <summary>What the open block has yet to give starts and ends here.</summary>
        private long from, to;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get; set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= length || buffer.Length == 0) return 0;
            try
            {
                if (block is null || Position != from || from == to)
                {
                    block?.Dispose();
                    (from, to) = (Position, Math.Min(length, Position + BlockLength));
                    // The same object all the way: a file that is replaced while it is read must not be mixed with the new one.
                    var response = await client.GetObjectAsync(new() { BucketName = bucket, Key = key, ByteRange = new(from, to - 1), EtagToMatch = tag }, cancellationToken);
                    block = response.ResponseStream;
                }
                var read = await block.ReadAsync(buffer, cancellationToken);
                if (read == 0) throw new IOException($"The object {key} ended early.");
                from += read;
                Position += read;
                return read;
            }
            catch (Exception error) when (IsAway(error, cancellationToken)) { throw Away(error); }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override long Seek(long offset, SeekOrigin origin) =>
            Position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => Position, _ => length };

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read over the network: use ReadAsync.");
        public override void Flush() { }
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) block?.Dispose();
            base.Dispose(disposing);
        }
    }
}
