using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Modular.Host;

/// <summary>Messages of the framework become keys of ours, which the fields translate.</summary>
internal sealed class PlainMessages : IValidationMetadataProvider
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var attribute in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
            if (attribute.ErrorMessage is null && attribute.ErrorMessageResourceName is null)
                attribute.ErrorMessage =
                    attribute is System.ComponentModel.DataAnnotations.RequiredAttribute ? "form.required"
                    : attribute is System.ComponentModel.DataAnnotations.StringLengthAttribute ? "form.too-long"
                    : "form.invalid";
    }

    public static void Set(DefaultModelBindingMessageProvider messages)
    {
        messages.SetAttemptedValueIsInvalidAccessor((_, _) => "form.invalid");
        messages.SetMissingBindRequiredValueAccessor(_ => "form.required");
        messages.SetMissingKeyOrValueAccessor(() => "form.required");
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => "form.invalid");
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => "form.invalid");
        messages.SetNonPropertyValueMustBeANumberAccessor(() => "form.number");
        messages.SetUnknownValueIsInvalidAccessor(_ => "form.invalid");
        messages.SetValueIsInvalidAccessor(_ => "form.invalid");
        messages.SetValueMustBeANumberAccessor(_ => "form.number");
        messages.SetValueMustNotBeNullAccessor(_ => "form.required");
    }
}
