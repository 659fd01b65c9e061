using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Modular.Host;

/// <summary>
/// Days and instants of an address or a form lie in the years people mean. At the ends of the calendar a day more or
/// less is no day any more, and every page would have to think of that.
/// </summary>
internal sealed class BoundedDays : IModelBinderProvider, IModelBinder
{
    private const int First = 1900;
    private const int Last = 2199;

    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.UnderlyingOrModelType == typeof(DateOnly)
        || context.Metadata.UnderlyingOrModelType == typeof(DateTimeOffset)
        || context.Metadata.UnderlyingOrModelType == typeof(DateTime)
            ? this
            : null;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var given = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (given == ValueProviderResult.None)
            return Task.CompletedTask;
        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, given);
        string text = given.FirstValue?.Trim() ?? "";
        if (text.Length == 0)
        {
            if (!bindingContext.ModelMetadata.IsReferenceOrNullableType)
                bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, "form.required");
            else
                bindingContext.Result = ModelBindingResult.Success(null);
            return Task.CompletedTask;
        }

        if (Read(bindingContext.ModelMetadata.UnderlyingOrModelType, text) is { } value)
            bindingContext.Result = ModelBindingResult.Success(value);
        else
            bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, "form.invalid");
        return Task.CompletedTask;
    }

    private static object? Read(Type type, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(DateOnly))
            return DateOnly.TryParse(text, culture, out var day) && Meant(day.Year) ? day : null;
        if (type == typeof(DateTime))
            return DateTime.TryParse(text, culture, out var time) && Meant(time.Year) ? time : null;
        return DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var at) && Meant(at.Year)
            ? at
            : null;
    }

    private static bool Meant(int year) => year is >= First and <= Last;
}
