namespace MethodBot.Dialogs.Presentation;

/// <summary>What a messenger lets a person hand over by one press.</summary>
public enum RequestKind
{
    /// <summary>Their own phone number.</summary>
    Contact,

    /// <summary>Where they are, or a point of the map.</summary>
    Location,
}

/// <summary>A button that hands something over, where the messenger has such buttons; where it has none, the question is asked without.</summary>
public sealed record PersonRequest(RequestKind Kind, string Label);
