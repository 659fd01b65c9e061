using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Survey;

internal enum SurveyDoor
{
    Link,
    Code,
}
