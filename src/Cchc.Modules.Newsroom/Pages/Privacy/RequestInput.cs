using System.ComponentModel.DataAnnotations;
using Cchc.Core.Privacy;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Cchc.Modules.Newsroom.Pages.Privacy;

/// <summary>A request as its form says it, whoever fills it in.</summary>
public class RequestInput
{
    /// <summary>Random: the same form sent twice is one request.</summary>
    public string Form { get; set; } = "";
    [Required(ErrorMessage = "Hãy chọn loại yêu cầu.")] public PersonalDataRequestKind? Kind { get; set; }
    public string Module { get; set; } = "";
    [StringLength(200, ErrorMessage = "Mã liên quan dài hơn 200 ký tự.")] public string About { get; set; } = "";
    [Required(ErrorMessage = "Hãy ghi nội dung yêu cầu."), StringLength(PrivacyRules.MaxText, ErrorMessage = "Nội dung dài hơn 4.000 ký tự. Hãy rút gọn.")] public string Text { get; set; } = "";
    [Required(ErrorMessage = "Hãy ghi họ và tên."), StringLength(100, ErrorMessage = "Họ và tên dài hơn 100 ký tự.")] public string Name { get; set; } = "";
    [StringLength(30, ErrorMessage = "Số điện thoại dài quá.")] public string Phone { get; set; } = "";
    [StringLength(254, ErrorMessage = "Thư điện tử dài quá.")] public string Email { get; set; } = "";

    /// <summary>Gives the form its key, unless it came with one.</summary>
    public void Begin(ModelStateDictionary state)
    {
        if (!CodeSecrets.IsForm(Form)) Form = CodeSecrets.NewForm();
        state.Remove("Input.Form");
    }

    /// <summary>The request; null when something is wrong, which then stands in the model state.</summary>
    public NewPrivacyRequest? Read(IReadOnlyList<KeptData> kept, ModelStateDictionary state)
    {
        var (phone, email) = (PersonText.Phone(Phone), PersonText.Email(Email));
        if (Kind is { } kind && !Enum.IsDefined(kind)) state.AddModelError("Input.Kind", "Hãy chọn loại yêu cầu.");
        if (Module.Length > 0 && kept.All(one => one.Module != Module)) state.AddModelError("Input.Module", "Hãy chọn lại mục dữ liệu.");
        if (Phone.Trim().Length > 0 && phone is null) state.AddModelError("Input.Phone", "Số điện thoại có 10 chữ số, ví dụ 0912 345 678.");
        if (Email.Trim().Length > 0 && email is null) state.AddModelError("Input.Email", "Thư điện tử chưa đúng, ví dụ ten@example.vn.");
        return state.IsValid ? new(Form, Kind!.Value, Module, new(new(Name.Trim(), phone ?? "", email ?? ""), About.Trim(), Text.Trim())) : null;
    }
}
