using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;

namespace Modular.Matrix.Tests;

/// <summary>
/// Bodies made from what a handler reads, so that a request is not refused for its shape before anybody has asked who
/// sends it and whose the thing is.
/// </summary>
internal static class Shapes
{
    private const string Words = "a sentence that is long enough";

    public static List<KeyValuePair<string, string>> Of(
        CompiledPageActionDescriptor page,
        HandlerMethodDescriptor handler
    )
    {
        var fields = new List<KeyValuePair<string, string>>();
        if (handler.HttpMethod == "Get")
            return fields;
        foreach (var property in page.ModelTypeInfo!.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            // What GET reads too stands in the address.
            if (property.GetCustomAttribute<BindPropertyAttribute>() is { SupportsGet: false })
                Fill(fields, property.Name, property.PropertyType, 0);
        foreach (var parameter in handler.MethodInfo.GetParameters())
            Fill(fields, parameter.Name!, parameter.ParameterType, 0);
        return fields;
    }

    public static List<KeyValuePair<string, string>> Of(ControllerActionDescriptor action)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var parameter in action.MethodInfo.GetParameters())
            if (Value(parameter.ParameterType) is { } value)
                fields.Add(new(parameter.Name!, value));
            else
                Fill(fields, "", parameter.ParameterType, 0);
        return fields;
    }

    private static void Fill(List<KeyValuePair<string, string>> fields, string name, Type type, int depth)
    {
        if (Value(type) is { } value)
        {
            fields.Add(new(name, value));
            return;
        }

        if (
            depth > 2
            || type.Namespace?.StartsWith("System", StringComparison.Ordinal) != false
            || typeof(IFormFile).IsAssignableFrom(type)
            || type.IsInterface
        )
            return;
        foreach (
            var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.CanWrite && p.GetIndexParameters().Length == 0)
        )
            Fill(
                fields,
                name.Length == 0 ? property.Name : $"{name}.{property.Name}",
                property.PropertyType,
                depth + 1
            );
    }

    private static string? Value(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return Words;
        if (type == typeof(bool))
            return "true";
        if (type == typeof(DateOnly))
            return "2026-04-01";
        if (type == typeof(TimeOnly))
            return "09:00";
        if (type == typeof(DateTime) || type == typeof(DateTimeOffset))
            return "2026-04-01T09:00";
        if (type.IsEnum)
            return Enum.GetNames(type)[0];
        return type.IsPrimitive || type == typeof(decimal) ? "1" : null;
    }
}
