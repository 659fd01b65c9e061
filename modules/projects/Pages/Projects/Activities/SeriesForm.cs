using Modular.Projects.Activities;

namespace Modular.Projects.Pages.Projects;

internal sealed class SeriesForm
{
    public string? Title { get; set; }
    public long? PlaceId { get; set; }
    public Rhythm Rhythm { get; set; }
    public List<int> Days { get; set; } = [];
    public int Every { get; set; } = 1;
    public int Week { get; set; } = 1;
    public OnHolidays Holidays { get; set; }
    public DateOnly? From { get; set; }
    public DateOnly? Until { get; set; }
    public TimeOnly? Start { get; set; }
    public TimeOnly? End { get; set; }
    public int? Expected { get; set; }
    public bool Rotating { get; set; }
    public long TaskId { get; set; }
    public int Version { get; set; }
    public string? Reason { get; set; }

    public SeriesText Text() =>
        new(
            Title,
            PlaceId,
            Rhythm,
            Days.Where(d => d is >= 0 and < 7).Aggregate(0, (bits, d) => bits | (1 << d)),
            Every,
            Week,
            Holidays,
            From,
            Until,
            Start,
            End,
            Expected,
            Rotating,
            TaskId is 0 ? null : TaskId
        );

    public static SeriesForm Of(ServiceSeries s) =>
        new()
        {
            Title = s.Title,
            PlaceId = s.PlaceId,
            Rhythm = s.Rhythm,
            Days = [.. Enumerable.Range(0, 7).Where(d => (s.Weekdays & (1 << d)) != 0)],
            Every = s.Every,
            Week = s.Week,
            Holidays = s.Holidays,
            From = s.From,
            Until = s.Until,
            Start = s.Start,
            End = s.End,
            Expected = s.Expected,
            Rotating = s.Rotating,
            TaskId = s.TaskId ?? 0,
            Version = s.Version,
        };
}
