namespace Cchc.Themes;

/// <summary>
/// Names the resource files of the texts that readers see (<c>Resources/Texts.{language}.resx</c>). The Vietnamese text is its
/// own key, <c>@T["Trang chủ"]</c>, so Vietnamese needs no file and another language needs only one.
/// </summary>
public sealed class Texts;
