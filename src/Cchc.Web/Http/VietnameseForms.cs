using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Cchc.Web.Http;

/// <summary>How forms are read: texts cleaned, empty fields empty, and wrong values answered in Vietnamese.</summary>
public static class VietnameseForms
{
    public static void Configure(MvcOptions options)
    {
        // An empty field is an empty text; what must be filled in says so with [Required] and its own sentence.
        options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        options.ModelMetadataDetailsProviders.Add(new EmptyTextStaysText());
        var simple = options.ModelBinderProviders.ToList().FindIndex(provider => provider is SimpleTypeModelBinderProvider);
        options.ModelBinderProviders.Insert(simple, new CleanTextProvider());
        var say = options.ModelBindingMessageProvider;
        say.SetAttemptedValueIsInvalidAccessor((value, _) => $"“{Short(value)}” không đúng kiểu.");
        say.SetNonPropertyAttemptedValueIsInvalidAccessor(value => $"“{Short(value)}” không đúng kiểu.");
        say.SetValueIsInvalidAccessor(value => $"“{Short(value)}” không đúng kiểu.");
        say.SetUnknownValueIsInvalidAccessor(_ => "Giá trị không đúng kiểu.");
        say.SetNonPropertyUnknownValueIsInvalidAccessor(() => "Giá trị không đúng kiểu.");
        say.SetValueMustBeANumberAccessor(_ => "Hãy nhập một số.");
        say.SetNonPropertyValueMustBeANumberAccessor(() => "Hãy nhập một số.");
        say.SetValueMustNotBeNullAccessor(_ => "Chưa có giá trị.");
        say.SetMissingBindRequiredValueAccessor(_ => "Chưa có giá trị.");
        say.SetMissingKeyOrValueAccessor(() => "Chưa có giá trị.");
        say.SetMissingRequestBodyRequiredValueAccessor(() => "Yêu cầu không có nội dung.");
    }

    private static string Short(string value) => value.Length > 60 ? $"{value[..60]}…" : value;

    /// <summary>What people type or paste, as the site keeps it: letters composed (NFC), lines ended by \n, and no control
    /// characters, which no reader sees and PostgreSQL refuses.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings("\n"))
            if (!char.IsControl(letter) || letter is '\n' or '\t') clean.Append(letter);
        try { return clean.ToString().Normalize(NormalizationForm.FormC); }
        catch (ArgumentException) { return string.Concat(clean.ToString().Where(letter => !char.IsSurrogate(letter))).Normalize(NormalizationForm.FormC); }
    }

    private sealed class CleanTextProvider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context) => context.Metadata.ModelType == typeof(string) ? new CleanTextBinder() : null;
    }

    private sealed class CleanTextBinder : IModelBinder
    {
        public Task BindModelAsync(ModelBindingContext bindingContext)
        {
            var given = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
            if (given == ValueProviderResult.None) return Task.CompletedTask;
            var text = Clean(given.FirstValue ?? "");
            bindingContext.ModelState.SetModelValue(bindingContext.ModelName, text, text);
            var absent = string.IsNullOrWhiteSpace(text) && bindingContext.ModelMetadata.ConvertEmptyStringToNull;
            bindingContext.Result = ModelBindingResult.Success(absent ? null : text);
            return Task.CompletedTask;
        }
    }

    /// <summary>A property that cannot be null gets "" from an empty field.</summary>
    private sealed class EmptyTextStaysText : IDisplayMetadataProvider
    {
        public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
        {
            if (context.Key.ModelType != typeof(string)) return;
            var nullability = new NullabilityInfoContext();
            var state = context.Key switch
            {
                { PropertyInfo: { } property } => nullability.Create(property).WriteState,
                { ParameterInfo: { } parameter } => nullability.Create(parameter).WriteState,
                _ => NullabilityState.Unknown,
            };
            if (state == NullabilityState.NotNull) context.DisplayMetadata.ConvertEmptyStringToNull = false;
        }
    }
}
