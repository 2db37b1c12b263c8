using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cchc.Core;
using Cchc.Core.Privacy;
using Cchc.Core.ProofOfWork;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>The door: a person says who they are, once, and gets a code.</summary>
[NotCached, ManyAtOneAddress]
public sealed class EnterModel(ContestBook book, EnterContest enter, Visitor visitor, UnitDirectory units, SiteSettingsCache settings, PuzzleDesk puzzles, TimeProvider clock) : ContestPage(book, clock)
{
    /// <summary>Under this age the law wants the consent of a parent or guardian.</summary>
    private const int GrownUp = 16;

    public sealed class EnterInput
    {
        [Required(ErrorMessage = "Hãy ghi họ và tên."), StringLength(100, ErrorMessage = "Họ và tên dài hơn 100 ký tự.")]
        public string Name { get; set; } = "";
        [StringLength(20, ErrorMessage = "Số định danh có 12 chữ số.")]
        public string Cccd { get; set; } = "";
        [StringLength(30, ErrorMessage = "Số điện thoại dài quá.")]
        public string Phone { get; set; } = "";
        [StringLength(254, ErrorMessage = "Thư điện tử dài quá.")]
        public string Email { get; set; } = "";
        [StringLength(20, ErrorMessage = "Ngày sinh chưa đúng, ví dụ 28/02/1990.")]
        public string BirthDate { get; set; } = "";
        public int? Block { get; set; }
        [StringLength(200, ErrorMessage = "Tên đơn vị dài hơn 200 ký tự.")]
        public string Unit { get; set; } = "";
        public int? Commune { get; set; }
        public bool Consent { get; set; }
        public bool Guardian { get; set; }
    }

    [BindProperty] public EnterInput Input { get; set; } = new();
    /// <summary>What the browser worked out while the form was filled in.</summary>
    [BindProperty(Name = PuzzleDesk.Field)] public string? Proof { get; set; }
    /// <summary>Where the script gets a puzzle; null when none is asked for.</summary>
    public string? ProofPath => puzzles.IsAsked ? PuzzleEndpoint.Path : null;
    public Round? Round => OpenRound;
    public CompetitionText? Consent => Face.TextOf(TextKind.Consent, NowUtc);
    public IReadOnlyList<Unit> Communes { get; private set; } = [];
    public IReadOnlyList<Unit> Offices { get; private set; } = [];
    public bool Asks(PersonFields field) => Face.Contest.Asks.HasFlag(field);
    /// <summary>Asked and not to be left empty: what identifies, and what a block's condition is about.</summary>
    public bool Needs(PersonFields field) => Face.Contest.Identifier == field;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (await visitor.FindAsync(Face.Contest.Id, ct) is not null) return Redirect($"{Home}/cua-toi");
        await LoadUnitsAsync(ct);
        if (Face.Blocks is [var only]) Input.Block = only.Id;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        await LoadUnitsAsync(ct);
        if (Round is null) ModelState.AddModelError("", "Cuộc thi không có kỳ nào đang mở.");
        var block = Face.BlockOf(Input.Block ?? 0);
        if (block is null) ModelState.AddModelError("Input.Block", "Hãy chọn khối dự thi.");
        var data = Read(block);
        if (Consent is null || !Input.Consent) ModelState.AddModelError("Input.Consent", "Cần bạn đồng ý cho xử lý dữ liệu cá nhân thì mới dự thi được.");
        var typed = Input.Unit.Trim();
        var key = Vietnamese.Fold(typed);
        var unit = typed.Length == 0 ? null : Offices.FirstOrDefault(office => office.SearchKey == key);
        if (block is { NeedsUnit: true } && Asks(PersonFields.Unit) && typed.Length == 0) ModelState.AddModelError("Input.Unit", $"Khối {block.Name} cần ghi đơn vị.");
        var commune = Communes.FirstOrDefault(one => one.Id == Input.Commune);
        if (ModelState.IsValid && !puzzles.Takes(Proof, visitor.Source().Address)) ModelState.AddModelError("", PuzzleDesk.Refusal);
        if (!ModelState.IsValid) return Page();
        var person = await enter.RunAsync(Face.Contest, block!, data with { Unit = unit is null ? typed : "" }, unit?.Id, commune?.Id, Consent!.Number, visitor.Source(), ct);
        if (person is null)
        {
            var (field, word) = Face.Contest.Identifier switch { PersonFields.Cccd => ("Input.Cccd", "Số định danh"), PersonFields.Email => ("Input.Email", "Thư điện tử"), _ => ("Input.Phone", "Số điện thoại") };
            ModelState.AddModelError(field, $"{word} này đã đăng ký cuộc thi. Hãy bấm “Làm tiếp bằng mã”. Nếu mất mã, xin liên hệ Ban tổ chức.");
            return Page();
        }
        visitor.Stay(person);
        return Redirect($"{Home}/cua-toi");
    }

    private PersonData Read(Block? block)
    {
        var data = new PersonData
        {
            Name = Input.Name.Trim(),
            Cccd = One(PersonFields.Cccd, "Input.Cccd", Input.Cccd, PersonText.Cccd, "Số định danh cá nhân có 12 chữ số, ví dụ 082190001234."),
            Phone = One(PersonFields.Phone, "Input.Phone", Input.Phone, PersonText.Phone, "Số điện thoại có 10 chữ số, ví dụ 0912 345 678."),
            Email = One(PersonFields.Email, "Input.Email", Input.Email, PersonText.Email, "Thư điện tử chưa đúng, ví dụ ten@example.vn."),
        };
        if (!Asks(PersonFields.BirthDate)) return data;
        DateOnly? born = DateOnly.TryParseExact(Input.BirthDate.Trim(), ["yyyy-MM-dd", "d/M/yyyy", "dd/MM/yyyy", "d-M-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var today = PersonData.Today(NowUtc);
        if (born is null || born > today || born < today.AddYears(-120))
        {
            ModelState.AddModelError("Input.BirthDate", "Ngày sinh chưa đúng, ví dụ 28/02/1990.");
            return data;
        }
        var age = PersonData.Age(born.Value, today);
        if (block is not null && (age < block.LeastAge || age > block.MostAge)) ModelState.AddModelError("Input.Block", $"Khối {block.Name} dành cho người {AgeText(block)}.");
        if (age < GrownUp && !Input.Guardian) ModelState.AddModelError("Input.Guardian", $"Người dưới {GrownUp} tuổi cần cha, mẹ hoặc người giám hộ đồng ý.");
        return data with { BirthDate = born, Guardian = age < GrownUp };
    }

    private string One(PersonFields field, string name, string typed, Func<string?, string?> read, string example)
    {
        if (!Asks(field) || (typed.Trim().Length == 0 && !Needs(field))) return "";
        if (read(typed) is { } value) return value;
        ModelState.AddModelError(name, example);
        return "";
    }

    public static string AgeText(Block block) => (block.LeastAge, block.MostAge) switch
    {
        ({ } least, { } most) => $"từ {least} đến {most} tuổi", ({ } least, null) => $"từ đủ {least} tuổi", (null, { } most) => $"đến {most} tuổi", _ => "mọi lứa tuổi",
    };

    /// <summary>Communes of the site's own province, and its offices.</summary>
    private async Task LoadUnitsAsync(CancellationToken ct)
    {
        if (!Asks(PersonFields.Commune) && !Asks(PersonFields.Unit)) return;
        var below = (await units.GetAsync(ct)).Below((await settings.GetAsync(ct)).SitePlace, PersonData.Today(NowUtc));
        (Communes, Offices) = ([.. below.Where(unit => unit.Kind == UnitKind.Commune)], below);
    }
}
