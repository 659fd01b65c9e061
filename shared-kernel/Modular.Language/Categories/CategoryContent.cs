using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Modular.Language.Categories;

/// <summary>
/// A model as bytes: four letters and the version, the SHA-256 of the rest, then compressed names, examples and
/// numbers. Numbers are stored in half precision, which changes no figure that is measured.
/// </summary>
public static class CategoryContent
{
    private const uint Mark = 0x4c544143; // CATL
    private const int Version = 2;

    /// <summary>The first version, without the decisions themselves, is read too.</summary>
    private const int Earliest = 1;
    private const int Head = 8;
    private const int Most = 100_000_000;

    public static byte[] Write(CategorySuggester model)
    {
        using var plain = new MemoryStream();
        using (var to = new BinaryWriter(plain, Encoding.UTF8, leaveOpen: true))
        {
            to.Write(model.Names.Count);
            for (int c = 0; c < model.Names.Count; c++)
            {
                to.Write(model.Names[c]);
                to.Write(model.Words[c]);
                to.Write(model.Examples[c]);
            }

            to.Write(model.Slope);
            to.Write(model.Learnt is not null);
            if (model.Learnt is { } learnt)
            {
                to.Write(learnt.Grams.Keys.Length);
                uint before = 0;
                foreach (uint key in learnt.Grams.Keys)
                {
                    to.Write7BitEncodedInt64(key - before);
                    before = key;
                }

                foreach (int size in learnt.Grams.Sizes)
                    to.Write7BitEncodedInt(size);
                foreach (int count in learnt.Grams.Counts)
                    to.Write7BitEncodedInt(count);
                foreach (float[] numbers in new[] { learnt.Weights, learnt.ConceptWeights, learnt.Bias })
                {
                    to.Write(numbers.Length);
                    foreach (float number in numbers)
                        to.Write((Half)number);
                }

                Write(to, learnt.Past?.Examples ?? []);
            }
        }

        using var body = new MemoryStream();
        using (var packed = new BrotliStream(body, CompressionLevel.Optimal, leaveOpen: true))
            packed.Write(plain.GetBuffer(), 0, (int)plain.Length);
        byte[] content = new byte[Head + SHA256.HashSizeInBytes + body.Length];
        BitConverter.TryWriteBytes(content, Mark);
        BitConverter.TryWriteBytes(content.AsSpan(4), Version);
        body.ToArray().CopyTo(content, Head + SHA256.HashSizeInBytes);
        SHA256.HashData(content.AsSpan(Head + SHA256.HashSizeInBytes), content.AsSpan(Head, SHA256.HashSizeInBytes));
        return content;
    }

    /// <exception cref="ModelDamaged">Cut off, changed, or of another version.</exception>
    public static CategorySuggester Read(byte[] content)
    {
        if (content.Length < Head + SHA256.HashSizeInBytes || BitConverter.ToUInt32(content) != Mark)
            throw new ModelDamaged("These bytes are no model of categories.");
        int version = BitConverter.ToInt32(content, 4);
        if (version is < Earliest or > Version)
            throw new ModelDamaged($"The model is of version {version}, this reads up to version {Version}.");
        if (
            !SHA256
                .HashData(content.AsSpan(Head + SHA256.HashSizeInBytes))
                .AsSpan()
                .SequenceEqual(content.AsSpan(Head, SHA256.HashSizeInBytes))
        )
            throw new ModelDamaged("The model is damaged: its sum does not fit.");
        try
        {
            using var packed = new BrotliStream(
                new MemoryStream(
                    content,
                    Head + SHA256.HashSizeInBytes,
                    content.Length - Head - SHA256.HashSizeInBytes
                ),
                CompressionMode.Decompress
            );
            using var from = new BinaryReader(new BufferedStream(packed, 1 << 16), Encoding.UTF8);
            return Read(from, version);
        }
        catch (Exception broken)
            when (broken
                    is EndOfStreamException
                        or InvalidDataException
                        or InvalidOperationException
                        or IOException
                        or FormatException
            )
        {
            throw new ModelDamaged("The model is damaged: it ends too early.");
        }
    }

    private static CategorySuggester Read(BinaryReader from, int version)
    {
        int classes = Sized(from.ReadInt32());
        string[] names = new string[classes],
            words = new string[classes];
        int[] examples = new int[classes];
        for (int c = 0; c < classes; c++)
            (names[c], words[c], examples[c]) = (from.ReadString(), from.ReadString(), from.ReadInt32());
        double slope = from.ReadDouble();
        if (!from.ReadBoolean())
            return new(names, words, examples, null, slope);
        uint[] keys = new uint[Sized(from.ReadInt32())];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = (uint)(from.Read7BitEncodedInt64() + (i > 0 ? keys[i - 1] : 0));
        int[] sizes = new int[classes],
            counts = new int[Sized((long)keys.Length * classes)];
        for (int c = 0; c < classes; c++)
            sizes[c] = Sized(from.Read7BitEncodedInt());
        for (int i = 0; i < counts.Length; i++)
            counts[i] = Sized(from.Read7BitEncodedInt());
        float[] weights = Numbers(from, keys.Length * classes),
            concepts = Numbers(from, CategorySuggester.ConceptsOf(words).Groups * classes),
            bias = Numbers(from, classes);
        var grams = new Vocabulary(keys, sizes, counts);
        return new(
            names,
            words,
            examples,
            new(grams, weights, concepts, bias)
            {
                Past = version > Earliest ? new(grams, Past(from, keys.Length, classes)) : null,
            },
            slope
        );
    }

    private static void Write(BinaryWriter to, IReadOnlyList<PastExample> examples)
    {
        to.Write(examples.Count);
        foreach (var example in examples)
        {
            to.Write7BitEncodedInt(example.Category);
            to.Write(example.Step);
            to.Write7BitEncodedInt(example.Grams.Length);
            int before = 0;
            foreach (int gram in example.Grams)
            {
                to.Write7BitEncodedInt(gram - before);
                before = gram;
            }

            to.Write(example.Weights);
        }
    }

    private static PastExample[] Past(BinaryReader from, int grams, int classes)
    {
        var examples = new PastExample[Sized(from.ReadInt32())];
        for (int e = 0; e < examples.Length; e++)
        {
            int category = from.Read7BitEncodedInt();
            var step = from.ReadHalf();
            int[] own = new int[Sized(from.Read7BitEncodedInt())];
            for (int i = 0; i < own.Length; i++)
                own[i] = from.Read7BitEncodedInt() + (i > 0 ? own[i - 1] : 0);
            byte[] weights = from.ReadBytes(own.Length);
            if (
                category < 0
                || category >= classes
                || weights.Length != own.Length
                || own.Any(g => g < 0 || g >= grams)
            )
                throw new ModelDamaged("The model is damaged: an example does not fit.");
            examples[e] = new(category, own, weights, step);
        }

        return examples;
    }

    private static float[] Numbers(BinaryReader from, int expected)
    {
        if (Sized(from.ReadInt32()) != expected)
            throw new ModelDamaged("The model does not fit the shipped key words; train it again.");
        float[] numbers = new float[expected];
        for (int i = 0; i < expected; i++)
            numbers[i] = (float)from.ReadHalf();
        return numbers;
    }

    private static int Sized(long count) =>
        count is >= 0 and <= Most ? (int)count : throw new ModelDamaged("The model is damaged: a size cannot be.");
}

/// <summary>The bytes are not a whole model of this version.</summary>
public sealed class ModelDamaged(string why) : Exception(why);
