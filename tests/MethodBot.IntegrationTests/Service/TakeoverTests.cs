using Dapper;
using MethodBot.Dialogs.Answers;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.IntegrationTests.Service;

/// <summary>Nobody becomes somebody else, and nobody's rights spread by a shared phone.</summary>
public sealed class TakeoverTests : IDisposable
{
    private readonly ServiceRig _rig = new(options => options.Admins.Add("telegram:9001"));

    [Fact]
    public void An_invitation_of_somebody_who_came_by_another_way_makes_nobody_that_person()
    {
        var petrov = _rig.AddPerson("Петров Пётр Ильич", "Школа № 5");
        var secretary = _rig.AddPerson("Орлова Мария Петровна", "Школа № 5");
        var code = Invitations.Create(_rig.Transaction, _rig.Service<IOneTimeCodeSource>(), new Invitation { Role = Invitations.OwnRow }, petrov.Id, null, _rig.Now);

        _rig.Do(secretary.Account, "people.accept_invitation", ("code", Answer.OfText(code))).Name.ShouldBe("used");

        _rig.Turn(petrov.Account).Person()!.Id.ShouldBe(petrov.Id);
        _rig.Turn(secretary.Account).Person()!.Full.ShouldBe("Орлова Мария Петровна");
    }

    [Fact]
    public void Who_shares_the_administrators_phone_is_no_administrator()
    {
        var admin = _rig.AddPerson("Белова Ольга Ивановна");
        admin.Account.Id.ShouldBe("9001");
        var colleague = _rig.AddPerson("Орлова Мария Петровна");
        PeopleTable.AddAccount(_rig.Transaction, colleague.Id, admin.Account, _rig.Now.AddMinutes(1));

        _rig.Turn(colleague.Account).Roles().ShouldBe(Roles.Teacher);
        _rig.Turn(admin.Account).Roles().ShouldBe(Roles.Teacher, "the colleague writes from it now");
        PeopleTable.SwitchAccount(_rig.Transaction, admin.Id, admin.Account, _rig.Now.AddMinutes(2));
        _rig.Turn(admin.Account).Roles().ShouldBe(Roles.Teacher | Roles.Administrator);
    }

    [Fact]
    public void Who_wants_no_invitations_wants_none_after_joining_either()
    {
        var telegram = _rig.AddPerson("Лебедева Анна Ивановна");
        var vk = _rig.AddPerson("Лебедева Анна Ивановна", messenger: "vk");
        _rig.Do(vk.Account, "people.want_invitations", ("wanted", Answer.OfText("no")));

        new PersonMerge([]).Run(_rig.Context, vk.Id, telegram.Id);

        PeopleTable.Find(_rig.Connection, telegram.Id)!.WantsInvitations.ShouldBeFalse();
        _rig.Connection.ExecuteScalar<long>("SELECT count(*) FROM account WHERE person_id = @Id", new { telegram.Id }).ShouldBe(2);
    }

    public void Dispose() => _rig.Dispose();
}
