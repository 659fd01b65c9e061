using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Notices;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages;

[SignedIn]
internal sealed class ChoicesModel(Inbox inbox, NoticeKinds kinds, MailSender mail) : StaffPage
{
    public sealed class Form
    {
        public List<string> InApp { get; set; } = [];
        public Dictionary<string, MailChoice> How { get; set; } = [];

        [StringLength(128)]
        public string? Mail { get; set; }
        public TimeOnly? From { get; set; }
        public TimeOnly? To { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<string> Kinds => kinds.All;
    public bool MailConfigured => mail.Configured;

    public async Task OnGet()
    {
        var (choices, quiet, address) = await inbox.Choices(Cancel);
        Input = new()
        {
            InApp = [.. Kinds.Where(k => choices.GetValueOrDefault(k)?.Inbox != false)],
            How = Kinds.ToDictionary(k => k, k => choices.GetValueOrDefault(k)?.Mail ?? MailChoice.Never),
            Mail = address,
            From = quiet?.From,
            To = quiet?.To,
        };
    }

    public Task<IActionResult> OnPost() =>
        Do(
            () =>
                inbox.Choose(
                    Kinds.ToDictionary(k => k, k => (Input.InApp.Contains(k), Input.How.GetValueOrDefault(k))),
                    Input.From,
                    Input.To,
                    Input.Mail,
                    Cancel
                ),
            () =>
            {
                Say("inbox.said.chosen");
                return Redirect("/inbox/choices");
            }
        );
}
