"""What notes, actions and the questions without a name keep about people."""

from meetings import models
from members.personal_data import Erase, Export, History, Merge, impersonal, register

INVOLVEMENT = "three years after leaving, then under a number that leads to nobody."


def register_all():
    """Called by personal_data."""
    noted = {"noted_by": Erase.UNLINK}
    minutes = "As long as the charity keeps its minutes."
    register(
        models.Decision, paths=noted, export=Export.NOT, merge=Merge.MOVE, retain=minutes, history=History.REDACT
    )  # fmt: skip
    register(
        models.Action,
        paths={"owner": Erase.UNLINK, "closed_by": Erase.UNLINK, **noted},
        export=Export.OWN_PART,
        merge=Merge.MOVE,
        retain=minutes + " Who was to do it: " + INVOLVEMENT,
        history=History.REDACT,
    )
    register(
        models.Said,
        paths={"speaker": Erase.WIPE, **noted},
        export=Export.FULL,
        merge=Merge.MOVE,
        retain="Until it was passed on, and then as long as the minutes. Who said it: two years.",
        history=History.REDACT,
    )
    register(
        models.Notes, paths={"taker": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE, retain=minutes,
        history=History.REDACT,
    )  # fmt: skip
    register(
        models.NotesVersion,
        paths={"written_by": Erase.UNLINK},
        export=Export.NOT,
        merge=Merge.MOVE,
        retain=minutes + " The two letters of somebody who is erased become “a member”.",
        history=History.NONE,
    )
    register(
        models.Correction,
        paths={"person": Erase.WIPE, "recorded_by": Erase.UNLINK, "decided_by": Erase.UNLINK},
        export=Export.FULL,
        merge=Merge.MOVE,
        retain="Two years after the meeting.",
        history=History.REDACT,
    )
    register(
        models.PulseTicket,
        paths={"person": Erase.DELETE},
        export=Export.FACT,
        merge=Merge.KEEP_ONE,
        retain="Until the questions are closed, two weeks after the meeting.",
        history=History.NONE,
    )
    impersonal(
        models.Pulse, "That questions were asked after a meeting, how many people were asked, and what we will change."
    )
    impersonal(models.PulseResponse, "An answer without a name; nothing leads from it to anybody (docs/privacy.md).")
    impersonal(
        models.PulseWords, "Words without a name, apart from the answers. A name in them is found like anywhere else."
    )
    impersonal(models.PulseSlip, "How many slips of paper without a name were typed in.")
