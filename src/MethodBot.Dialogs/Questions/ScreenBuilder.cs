using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary>
/// Puts a screen together: paragraphs, choices cut into pages so that everything fits under one message, and the ways out.
/// </summary>
public sealed class ScreenBuilder(Visit visit, int maxButtons, DialogTexts texts)
{
    private readonly ImmutableArray<TextSpan>.Builder _text = ImmutableArray.CreateBuilder<TextSpan>();
    private readonly List<MessageButton> _choices = [];
    private readonly List<MessageButton> _primary = [];
    private readonly List<MessageButton> _paging = [];
    private readonly List<MessageButton> _navigation = [];
    private MessageButton? _yielding;
    private PersonRequest? _request;

    /// <summary>Room for choices when they must share the message with page buttons.</summary>
    public int PageSize => Math.Max(1, Room - 2);

    /// <summary>Room for choices when they need no pages.</summary>
    public int Room => Math.Max(1, maxButtons - _navigation.Count - _primary.Count);

    public void Paragraph(IEnumerable<TextSpan> spans)
    {
        var list = spans.ToList();
        if (list.Count == 0)
            return;
        if (_text.Count > 0)
            _text.Add(new TextSpan("\n\n"));
        _text.AddRange(list);
    }

    public void Line(IEnumerable<TextSpan> spans)
    {
        if (_text.Count > 0)
            _text.Add(new TextSpan("\n"));
        _text.AddRange(spans);
    }

    public void Paragraph(string text, TextStyle style = TextStyle.Plain) => Paragraph([new TextSpan(text, style)]);

    /// <summary>Add before the choices: it takes room from them.</summary>
    public void Primary(string code, string label) => _primary.Add(Button(code, label, ButtonRole.Primary));

    /// <summary>Add before the choices: it takes room from them.</summary>
    public void Navigation(string code, string label) => _navigation.Add(Button(code, label, ButtonRole.Navigation));

    /// <summary>A way out that is also elsewhere at hand: it gives its place up where it alone would cut the choices into pages.</summary>
    public void YieldingNavigation(string code, string label) => _navigation.Add(_yielding = Button(code, label, ButtonRole.Navigation));

    /// <summary>Offers to hand the answer over by one press.</summary>
    public void Request(RequestKind kind, string label) => _request = new PersonRequest(kind, label);

    /// <summary>All choices of a known list; those of the visit's page are shown.</summary>
    public void Choices(IReadOnlyList<(Choice Choice, bool Chosen)> all)
    {
        MakeRoom(all.Count);
        var size = all.Count <= Room ? Math.Max(1, all.Count) : PageSize;
        var page = ClampPage(all.Count, size);
        for (var i = page * size; i < Math.Min(all.Count, (page + 1) * size); i++)
            Add(all[i].Choice, all[i].Chosen, i + 1);
        Pages(all.Count, size, page);
    }

    /// <summary>Choices of a list of the service: only the visible page is fetched.</summary>
    /// <returns>How many there are in all.</returns>
    public int Choices(Func<int, int, ChoicePage> fetch, string? chosen)
    {
        var whole = fetch(0, Room + 1);
        MakeRoom(whole.Total);
        if (whole.Total <= Room)
        {
            for (var i = 0; i < whole.Items.Length; i++)
                Add(whole.Items[i], whole.Items[i].Id == chosen, i + 1);
            return whole.Total;
        }

        var page = ClampPage(whole.Total, PageSize);
        var items = fetch(page * PageSize, PageSize).Items;
        for (var i = 0; i < items.Length; i++)
            Add(items[i], items[i].Id == chosen, (page * PageSize) + i + 1);
        Pages(whole.Total, PageSize, page);
        return whole.Total;
    }

    public Screen Build() => new(visit.Number, _text.ToImmutable(), [.. _choices, .. _primary, .. _paging, .. _navigation], _request);

    private void MakeRoom(int choices)
    {
        var room = maxButtons - _navigation.Count - _primary.Count;
        // Also where not even one choice would stand beside the two page buttons.
        if (_yielding is not null && (choices == room + 1 || (choices > room && room < 3)))
            _navigation.Remove(_yielding);
    }

    private int ClampPage(int total, int size) => Math.Clamp(visit.Page, 0, Math.Max(0, (total - 1) / size));

    private void Add(Choice choice, bool chosen, int number) =>
        _choices.Add(Button(choice.Id, choice.Label, chosen ? ButtonRole.ChosenChoice : ButtonRole.Choice, number));

    // Both page buttons always stand there and wrap around, so that a quick second tap never hits another button.
    private void Pages(int total, int size, int page)
    {
        var count = (total + size - 1) / size;
        if (count < 2)
            return;
        _paging.Add(Button(PageCode((page + count - 1) % count), texts.Plain(TextKeys.PreviousPage), ButtonRole.Navigation));
        _paging.Add(Button(PageCode((page + 1) % count), texts.Plain(TextKeys.NextPage), ButtonRole.Navigation));
        Paragraph(texts.Rich(
            TextKeys.Page, ("page", Answers.Answer.OfNumber(page + 1)), ("pages", Answers.Answer.OfNumber(count))));
    }

    private static string PageCode(int page) => Controls.PagePrefix + page.ToString(CultureInfo.InvariantCulture);

    private MessageButton Button(string code, string label, ButtonRole role, int number = 0) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{visit.Number}.{code}"), label, role, number);
}
