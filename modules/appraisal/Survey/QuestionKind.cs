namespace Modular.Appraisal.Survey;

internal enum QuestionKind
{
    Choice,
    Multiple,
    Scale,
    Matrix,
    Text,
    Rank,
}
