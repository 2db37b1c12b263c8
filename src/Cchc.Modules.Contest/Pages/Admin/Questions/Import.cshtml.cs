using Cchc.Core.People;
using Cchc.Modules.Contest.Bank;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Contest.Pages.Admin.Questions;

/// <summary>Takes questions from a file, or tells what it would take.</summary>
[Authorize("contest.questions"), RequestSizeLimit(ImportQuestions.MostBytes)]
public sealed class ImportModel(ImportQuestions import) : PageModel
{
    [BindProperty] public IFormFile? Upload { get; set; }
    [BindProperty] public bool OnlyLook { get; set; }
    public ImportReport? Report { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Upload is null or { Length: 0 })
        {
            ModelState.AddModelError("Upload", "Hãy chọn một tệp có nội dung.");
            return Page();
        }
        try
        {
            await using var stream = Upload.OpenReadStream();
            Report = await import.RunAsync(ImportQuestions.Read(stream, Upload.FileName), HttpContext.Actor(), OnlyLook, null, ct);
        }
        catch (FormatException error) { ModelState.AddModelError("Upload", error.Message); }
        return Page();
    }
}
