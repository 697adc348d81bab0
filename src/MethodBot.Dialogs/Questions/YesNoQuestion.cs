using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>yes_no</c>: in conditions simply its name.</summary>
public sealed class YesNoQuestion : Question
{
    public const string Yes = "yes";
    public const string No = "no";

    public override AnswerType Type => AnswerType.Flag;

    public override bool MarksHeld => true;

    public override bool Holds(Answer answer, Asking asking) => answer.Flag is not null;

    public override Answer? Adopt(Answer value, Asking asking) => value.Key is Yes or No ? Accept(value.Key, asking).Answer : null;

    public override Reading Press(string code, Asking asking) => code is Yes or No ? Accept(code, asking) : new Reading.Unknown();

    public override Reading Read(PersonInput input, Asking asking) =>
        ChoiceMatcher.Match(input.Text, Choices(asking)) is [var chosen]
            ? Accept(chosen.Id, asking)
            : new Reading.Invalid(asking.Texts.Plain(TextKeys.NotAChoice));

    public override void Draw(ScreenBuilder screen, Asking asking) =>
        screen.Choices([.. Choices(asking).Select(choice => (choice, asking.Held?.Flag is { } flag && flag == (choice.Id == Yes)))]);

    private static Reading.Accepted Accept(string id, Asking asking) => new(
        Answer.OfFlag(id == Yes) with { Labels = [asking.Texts.Plain(id == Yes ? TextKeys.Yes : TextKeys.No)] });

    private static ImmutableArray<Choice> Choices(Asking asking) =>
        [new(Yes, asking.Texts.Plain(TextKeys.Yes)), new(No, asking.Texts.Plain(TextKeys.No))];
}
