using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MethodBot.Dialogs.Answers;

/// <summary>
/// A value that a dialog holds: what a person answered, a parameter, a result of an action, or a fact about the person.
/// Which members are set follows from its <see cref="AnswerType"/>.
/// </summary>
public sealed record Answer
{
    /// <summary>Ids of the chosen options, in the order of the list, or of importance where they were ranked; <c>row:column</c> in a matrix.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<string> Options { get; init; }

    /// <summary>How the choices read when they were made: lists of the service change later.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<string> Labels { get; init; }

    /// <summary>For a matrix: how the rows read, beside the choice in each.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<string> Rows { get; init; }

    public string? Text { get; init; }

    public decimal? Number { get; init; }

    public DateOnly? Date { get; init; }

    public TimeOnly? Time { get; init; }

    public bool? Flag { get; init; }

    /// <summary>A point on the map; its address or title, where there is one, is <see cref="Text"/>.</summary>
    public GeoPoint? Place { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<AnswerFile> Files { get; init; }

    /// <summary>The person chose not to answer an optional question.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Skipped { get; init; }

    public static Answer Skip { get; } = new() { Skipped = true };

    public static Answer OfText(string text) => new() { Text = text };

    public static Answer OfNumber(decimal number) => new() { Number = number };

    public static Answer OfFlag(bool flag) => new() { Flag = flag };

    public static Answer OfDate(DateOnly date) => new() { Date = date };

    public static Answer OfTime(TimeOnly time) => new() { Time = time };

    public static Answer OfOption(string id, string label) => new() { Options = [id], Labels = [label] };

    /// <summary>Id of the one chosen option, or null: a list pattern must not touch <see cref="Options"/>, which may be unset.</summary>
    [JsonIgnore]
    public string? OnlyOption => Options is { IsDefault: false, Length: 1 } options ? options[0] : null;

    /// <summary>The single thing that this value is, as an action reads it: an option's id, a text, a number; "" where there is none.</summary>
    [JsonIgnore]
    public string Key => this switch
    {
        { Options: { IsDefaultOrEmpty: false } options } => options[0],
        { Text: { } text } => text,
        { Number: { } number } => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        { Date: { } date } => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        { Time: { } time } => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
        { Flag: { } flag } => flag ? "yes" : "no",
        { Place: { } place } => place.ToString(),
        _ => "",
    };

    /// <summary>Of the answer to a matrix: the choice in one row, or null.</summary>
    public Answer? Cell(string row)
    {
        if (Options.IsDefaultOrEmpty)
            return null;
        for (var i = 0; i < Options.Length; i++)
        {
            var colon = Options[i].IndexOf(':', StringComparison.Ordinal);
            if (colon == row.Length && Options[i].StartsWith(row, StringComparison.Ordinal))
                return OfOption(Options[i][(colon + 1)..], Labels.IsDefault || i >= Labels.Length ? "" : Labels[i]);
        }

        return null;
    }

    public bool Equals(Answer? other) =>
        other is not null && Same(Options, other.Options) && Same(Files, other.Files) && Text == other.Text && Number == other.Number
        && Date == other.Date && Time == other.Time && Place == other.Place && Flag == other.Flag && Skipped == other.Skipped;

    public override int GetHashCode() => HashCode.Combine(Key, Skipped);

    private static bool Same<T>(ImmutableArray<T> a, ImmutableArray<T> b) =>
        (a.IsDefault ? [] : a).SequenceEqual(b.IsDefault ? [] : b);
}

/// <summary>A point on the map, in degrees.</summary>
public sealed record GeoPoint(double Latitude, double Longitude)
{
    /// <summary>«51.23158, 58.47462»: as maps take it.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Latitude:0.#####}, {Longitude:0.#####}");
}

/// <summary>A file that a person sent as an answer.</summary>
/// <param name="Id">Row of the file in the store.</param>
/// <param name="Kind">photo, document, voice or video.</param>
public sealed record AnswerFile(long Id, string Kind, string? Name);

/// <summary>Types of values, for conditions and templates.</summary>
public enum AnswerType
{
    Flag,
    Text,
    Number,
    Date,

    Time,

    /// <summary>One id out of a known list.</summary>
    Option,

    /// <summary>Several ids out of a known list.</summary>
    OptionSet,

    /// <summary>Several ids out of a known list, the most important first.</summary>
    Ranking,

    /// <summary>One id out of a known list for each row.</summary>
    Matrix,

    /// <summary>A point on the map, or an address in words.</summary>
    Place,

    /// <summary>Text and files together.</summary>
    Files,
}
