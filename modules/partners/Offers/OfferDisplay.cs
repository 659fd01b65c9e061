using Modular.Kernel.Ui;
using Modular.Partners.Domain;

namespace Modular.Partners.Offers;

internal static class OfferDisplay
{
    public static Tone Tone(OfferState state) =>
        state switch
        {
            OfferState.Open => Kernel.Ui.Tone.Waiting,
            OfferState.Done => Kernel.Ui.Tone.Good,
            OfferState.Unclaimed or OfferState.GivenUp => Kernel.Ui.Tone.Risk,
            _ => Kernel.Ui.Tone.Plain,
        };
}
