using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Core.Units;
using Cchc.Modules.Content.Units;

namespace Cchc.Modules.Content.Models;

/// <summary>The newest models on the home page, each with its first figure.</summary>
public sealed class ModelsBlock(ModelRegister register) : IHomeBlock
{
    public string Name => "content.models";
    public string Label => "Mô hình, sáng kiến";
    public int? Order => 65;
    public string View => "/Pages/Home/_Models.cshtml";
    public IReadOnlyList<HomeOption> Options { get; } = [new("count", "Số mô hình", HomeOptionKind.Number) { Default = "3", Most = ModelRegister.Newest }];

    public async Task<object?> LoadAsync(HomeBlockSetting setting, CancellationToken ct) =>
        (await register.GetAsync(ct)).Newest.Take(setting.Number("count", 3, 1, ModelRegister.Newest)).ToList() is { Count: > 0 } lines ? lines : null;
}

/// <summary>The newest models of a unit and its predecessors, those that it has taken over included.</summary>
public sealed class UnitModels(SiteDb db) : IUnitBlock
{
    public string Name => "content.models";
    public string Title => "Mô hình, sáng kiến, điển hình";
    public int Order => 30;
    public string View => "/Pages/Units/_Models.cshtml";

    public async Task<object?> LoadAsync(UnitHistory history, CancellationToken ct) => await db.ModelsOfUnitsAsync(history.Ids, ct) is { Count: > 0 } models ? models : null;
}
