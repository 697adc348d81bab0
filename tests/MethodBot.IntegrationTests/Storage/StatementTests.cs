using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.IntegrationTests.Storage;

/// <summary>What the hot path's own statements give back, and how they fail.</summary>
public sealed class StatementTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public StatementTests()
    {
        _connection.Open();
        using var create = Prepare("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE, weight REAL) STRICT");
        create.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("Мария")]
    [InlineData("a\0b")]
    [InlineData("👩🏽‍🏫 «ё» \u2028")]
    [InlineData(null)]
    public void A_text_comes_back_as_it_was_given(string? text)
    {
        using var add = Prepare("INSERT INTO note (text) VALUES ($text) RETURNING id");
        using var find = Prepare("SELECT text FROM note WHERE id = $id");

        var id = (long)add.Bind("$text", text).ExecuteScalar()!;

        find.Bind("$id", id).ExecuteScalar().ShouldBe(text);
        using var reader = find.Bind("$id", id).ExecuteReader();
        reader.Read().ShouldBeTrue();
        reader.IsDBNull(0).ShouldBe(text is null);
        reader.GetNullableString(0).ShouldBe(text);
        reader.Read().ShouldBeFalse();
    }

    [Theory]
    [InlineData(170)]
    [InlineData(171)]
    [InlineData(100_000)]
    public void A_text_of_any_length_comes_back_whole(int length)
    {
        var text = new string('ы', length);
        using var same = Prepare("SELECT $text");

        same.Bind("$text", text).ExecuteScalar().ShouldBe(text);
    }

    [Fact]
    public void Numbers_and_their_absence_come_back()
    {
        using var add = Prepare("INSERT INTO note (id, weight) VALUES ($id, $weight)");
        using var find = Prepare("SELECT weight FROM note WHERE id = $id");

        add.Bind("$id", long.MaxValue).Bind("$weight", 0.1).ExecuteNonQuery().ShouldBe(1);
        add.Bind("$id", 1).Bind("$weight", (double?)null).ExecuteNonQuery().ShouldBe(1);

        find.Bind("$id", long.MaxValue).ExecuteScalar().ShouldBe(0.1);
        find.Bind("$id", 1).ExecuteScalar().ShouldBeNull();
        find.Bind("$id", 2).ExecuteScalar().ShouldBeNull();
    }

    [Fact]
    public void A_parameter_that_was_forgotten_is_no_silent_null()
    {
        using var add = Prepare("INSERT INTO note (text, weight) VALUES ($text, $weight)");

        Should.Throw<InvalidOperationException>(() => add.Bind("$text", "half").ExecuteNonQuery());
        Should.Throw<ArgumentException>(() => add.Bind("$texts", "misspelt"));

        using var count = Prepare("SELECT count(*) FROM note");
        count.ExecuteScalar().ShouldBe(0L);
    }

    [Fact]
    public void What_was_bound_before_a_misspelt_name_does_not_stand_for_what_is_forgotten_later()
    {
        using var both = Prepare("SELECT $text, $weight");
        Should.Throw<ArgumentException>(() => both.Bind("$text", "half").Bind("$wieght", "misspelt"));

        Should.Throw<InvalidOperationException>(() => both.Bind("$weight", 1).ExecuteScalar());
    }

    [Fact]
    public void What_was_bound_for_one_run_is_forgotten_in_the_next()
    {
        using var same = Prepare("SELECT $text");
        same.Bind("$text", "first").ExecuteScalar();

        Should.Throw<InvalidOperationException>(() => same.ExecuteScalar());
    }

    [Fact]
    public void A_refused_row_is_told_with_its_code_and_the_statement_goes_on()
    {
        using var add = Prepare("INSERT INTO note (text) VALUES ($text)");
        add.Bind("$text", "once").ExecuteNonQuery();

        Should.Throw<SqliteException>(() => add.Bind("$text", "once").ExecuteNonQuery()).SqliteErrorCode.ShouldBe(SQLitePCL.raw.SQLITE_CONSTRAINT);

        add.Bind("$text", "twice").ExecuteNonQuery().ShouldBe(1);
    }

    [Fact]
    public void A_second_statement_in_one_text_is_refused_because_it_would_never_run() =>
        Should.Throw<ArgumentException>(() => Prepare("DELETE FROM note; DELETE FROM note"));

    private Statement Prepare(string sql) => new(_connection, sql);
}
