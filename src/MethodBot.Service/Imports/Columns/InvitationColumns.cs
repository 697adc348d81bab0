using System.Collections.Immutable;
using MethodBot.Service.Exports;

namespace MethodBot.Service.Imports.Columns;

/// <summary>How the list of invitations is written.</summary>
internal static class InvitationColumns
{
    public static readonly ImmutableArray<ExportColumn> All =
    [
        new("person", "Фамилия, имя, отчество"), new("organization", "Организация"), new("code", "Приглашение"), new("link", "Ссылка"),
        new("until", "Действует до"),
    ];
}
