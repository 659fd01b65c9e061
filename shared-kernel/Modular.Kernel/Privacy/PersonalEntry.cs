namespace Modular.Kernel.Privacy;

/// <summary>
/// One kind of personal data a module holds, as the register shows it: texts <c>privacy.{Id}</c>, <c>.purpose</c>,
/// <c>.seen</c> (who sees it) and <c>.end</c> (what happens at its end). It counts its rows, lets go of those past
/// their time, and finds, corrects and erases those of one person, each in the module's own transaction.
/// </summary>
public abstract class PersonalEntry
{
    /// <summary>Such as <c>needs.requester</c>.</summary>
    public abstract string Id { get; }

    public abstract LegalGround Ground { get; }

    public abstract IReadOnlyList<PersonalField> Fields { get; }

    /// <summary>Null: kept as long as the record it belongs to.</summary>
    public virtual RetentionRule? Rule => null;

    /// <summary>Rows that hold such data now.</summary>
    public abstract Task<long> Held(CancellationToken cancel);

    /// <summary>Of these, rows whose time has passed.</summary>
    /// <param name="before">What ended before this is past its time.</param>
    public virtual Task<long> Past(DateTimeOffset before, CancellationToken cancel) => Task.FromResult(0L);

    /// <summary>Lets go of rows past their time, at most so many; bears repetition.</summary>
    /// <returns>How many there were; fewer than <paramref name="most"/> ends the work.</returns>
    public virtual Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel) => Task.FromResult(0);

    public virtual Task<IReadOnlyList<PersonalRecord>> Find(PersonAsked who, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<PersonalRecord>>([]);

    /// <summary>The telephone that belongs to a tracking number of this module.</summary>
    public virtual Task<string?> PhoneOf(string number, CancellationToken cancel) => Task.FromResult<string?>(null);

    /// <returns>How many of them were corrected.</returns>
    public virtual Task<int> Correct(IReadOnlyList<PersonalRecord> found, Correction right, CancellationToken cancel) =>
        Task.FromResult(0);

    public virtual Task Erase(IReadOnlyList<PersonalRecord> found, CancellationToken cancel) => Task.CompletedTask;
}

/// <summary>Why personal data may be processed (Personal Information Protection Law, article 13).</summary>
public enum LegalGround
{
    Consent,
    Duty,
    PublicRecord,
    Employment,
}

/// <summary>How a field lies in the database.</summary>
public enum Keeping
{
    Sealed,
    Digest,
    Plain,
}

/// <summary>A column that bears personal data.</summary>
/// <param name="Column">
/// Entity and property, such as <c>Need.RequesterPhone</c>; <c>*.By</c> is that of every entity.
/// </param>
/// <param name="Word">Text key <c>privacy.word.{Word}</c>: what it is in words.</param>
public sealed record PersonalField(string Column, string Word, Keeping Keeping);

/// <summary>How long something is kept, and between which bounds an administrator may set it.</summary>
/// <param name="Days">Until somebody sets it otherwise.</param>
public sealed record RetentionRule(int Days, int Least, int Most);

/// <summary>Who is looked for. One of the three is enough.</summary>
/// <param name="Phone">As it was typed; see <see cref="Phones"/>.</param>
/// <param name="Number">A tracking number.</param>
public sealed record PersonAsked(string? Phone, string? Mail, string? Number)
{
    /// <summary>
    /// Only what bears the number. Whoever proves the code of one request has proven nothing of the telephone written
    /// in it, so the rest of what is held under that telephone stays closed.
    /// </summary>
    public bool NumberOnly { get; init; }
}

/// <summary>What is to stand in place of what was wrong; null leaves it as it is.</summary>
public sealed record Correction(string? Name, string? Phone);

/// <summary>One row that speaks of the person.</summary>
/// <param name="Key">Finds the row again inside its entry.</param>
/// <param name="Reference">Its number as people know it, without anything personal.</param>
public sealed record PersonalRecord(string Key, string Reference)
{
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public string? Mail { get; init; }
    public DateTimeOffset? At { get; init; }

    /// <summary>Version of the privacy notice that was agreed to.</summary>
    public int? Consent { get; init; }

    /// <summary>More of it, for the person's copy: word key and value.</summary>
    public IReadOnlyList<(string Word, string Value)> More { get; init; } = [];

    /// <summary>Text key of the reason why it is not erased, or what of it is left.</summary>
    public string? Stays { get; init; }

    /// <summary>It is left whole, and not only a part of it.</summary>
    public bool Whole { get; init; }
}

/// <summary>Data that goes with the record it belongs to, such as who signed a decision: counted and shown.</summary>
public sealed class StandingEntry(
    string id,
    LegalGround ground,
    IReadOnlyList<PersonalField> fields,
    Func<CancellationToken, Task<long>> held
) : PersonalEntry
{
    public override string Id => id;

    public override LegalGround Ground => ground;

    public override IReadOnlyList<PersonalField> Fields => fields;

    public override Task<long> Held(CancellationToken cancel) => held(cancel);
}

/// <summary>
/// All personal data of one module. What a module does not name here it must not hold; a test compares.
/// </summary>
public interface IPersonalRegister
{
    string Module { get; }

    IReadOnlyList<PersonalEntry> Entries { get; }
}
