namespace Modular.Appraisal.Survey;

internal enum SurveyDoor
{
    Link,
    Code,
}
