namespace Cchc.Themes;

/// <summary>Names this assembly, which brings layouts, error pages, tag helpers, style sheets and scripts.</summary>
public static class Theme;
