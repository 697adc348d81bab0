namespace MethodBot.Service.Consultations;

/// <summary>Buttons under messages about consultations; each but <see cref="Drop"/> has the consultation's number as its subject, or begins with it.</summary>
internal static class Verbs
{
    /// <summary>It is mine; also: I take it over.</summary>
    public const string Take = "take";

    /// <summary>My next message goes there.</summary>
    public const string Write = "write";

    /// <summary>My next message is a question to the teacher.</summary>
    public const string Ask = "ask";

    public const string Close = "close";

    /// <summary>Shows to whom it can be given: number-offset.</summary>
    public const string HandOver = "pass";

    /// <summary>Shows to which direction it can be given: number-offset.</summary>
    public const string HandOverDirections = "passto";

    /// <summary>That one: number-p5 (a person), number-dprimary (a direction).</summary>
    public const string Receiver = "to";

    /// <summary>Without a note: subject as of <see cref="Receiver"/>.</summary>
    public const string WithoutNote = "nonote";

    /// <summary>It is not handed over after all.</summary>
    public const string Keep = "keep";

    /// <summary>Earlier lines of the correspondence: number-skip.</summary>
    public const string Thread = "thread";

    /// <summary>number-4.</summary>
    public const string Rate = "rate";

    /// <summary>A few words beside the rating.</summary>
    public const string RateWords = "words";

    /// <summary>What I wrote belongs there.</summary>
    public const string Put = "put";

    /// <summary>More consultations to choose from: the offset.</summary>
    public const string PutMore = "more";

    /// <summary>What I wrote goes nowhere.</summary>
    public const string Drop = "drop";
}
