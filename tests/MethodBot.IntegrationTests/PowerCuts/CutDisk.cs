namespace MethodBot.IntegrationTests.PowerCuts;

/// <summary>
/// The files of a store as a disk has them: what was synced is there; of what was written after, each sector may be there or not.
/// File names go with the next sync of any file, as in the journals of ext4, XFS and NTFS.
/// </summary>
/// <param name="hearsSyncs">False: a disk on which nothing is ever certain, to show that the simulation tells one from the other.</param>
internal sealed class CutDisk(bool hearsSyncs = true)
{
    private readonly Dictionary<string, Content> _files = new(StringComparer.Ordinal);

    public void Apply(TraceRecord record)
    {
        if (record.Kind == 'N')
            return;
        if (!_files.TryGetValue(record.File, out var file))
            _files[record.File] = file = new Content();
        if (record.Kind == 'S')
        {
            foreach (var removed in _files.Values.Where(other => other.Pending is [.., { Kind: 'U' }]))
                removed.Sync();
            // The database file itself is heard even then: a store that is not one would show nothing of lost turns.
            if (hearsSyncs || !record.File.EndsWith("-wal", StringComparison.Ordinal))
                file.Sync();
        }
        else
        {
            file.Pending.Add(record);
        }
    }

    /// <summary>Leaves in a folder what the disk has after the power went.</summary>
    /// <param name="share">How much of what was not synced has reached the disk all the same: 0 to 1.</param>
    /// <param name="sector">Bytes that the disk writes as one.</param>
    public void Cut(string folder, Random random, double share, int sector)
    {
        foreach (var (name, file) in _files)
        {
            if (file.AfterCut(random, share, sector) is { } content)
                File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }

    private sealed class Content
    {
        private readonly Image _synced = new();
        private bool _exists;

        public List<TraceRecord> Pending { get; } = [];

        public void Sync()
        {
            foreach (var record in Pending)
            {
                _exists = record.Kind != 'U';
                _synced.Write(record, 0, record.Data.Length);
            }

            Pending.Clear();
        }

        /// <summary>Null: there is no such file.</summary>
        public byte[]? AfterCut(Random random, double share, int sector)
        {
            var image = _synced.Copy();
            var exists = _exists;
            foreach (var record in Pending)
            {
                // Sectors lie where the file has them, not where the write begins. A new length is written whole or not.
                for (var from = 0; from < Math.Max(1, record.Data.Length);)
                {
                    var length = (int)Math.Min(record.Data.Length - from, sector - ((record.Offset + from) % sector));
                    if (random.NextDouble() < share)
                    {
                        exists = record.Kind != 'U';
                        image.Write(record, from, length);
                    }

                    from += Math.Max(1, length);
                }
            }

            return exists ? image.ToArray() : null;
        }
    }

    /// <summary>Bytes that grow as a file does.</summary>
    private sealed class Image
    {
        private byte[] _bytes = [];
        private long _length;

        public Image Copy() => new() { _bytes = ToArray(), _length = _length };

        public byte[] ToArray() => _bytes[..(int)_length];

        public void Write(TraceRecord record, int from, int length)
        {
            if (record.Kind != 'W')
            {
                Resize(record.Kind == 'T' ? record.Offset : 0);
                return;
            }

            var start = record.Offset + from;
            if (_length < start + length)
                Resize(start + length);
            record.Data.AsSpan(from, length).CopyTo(_bytes.AsSpan((int)start));
        }

        private void Resize(long length)
        {
            if (length > _bytes.Length)
                Array.Resize(ref _bytes, (int)Math.Max(length, _bytes.Length * 2L));
            // Behind the end everything is zero, for when the file grows again.
            if (length < _length)
                Array.Clear(_bytes, (int)length, (int)(_length - length));
            _length = length;
        }
    }
}
