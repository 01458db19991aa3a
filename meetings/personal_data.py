"""What meetings keep about people."""

from meetings import models, what_between_keeps, what_gatherings_keep, what_notes_keep, what_the_day_keeps
from members.personal_data import Erase, Export, History, Merge, impersonal, register

INVOLVEMENT = "Three years after leaving, then under a number that leads to nobody."


def register_all():
    """Called once, in `AppConfig.ready()`."""
    register(
        models.Meeting,
        paths={"lead": Erase.UNLINK, "register_closed_by": Erase.UNLINK},
        export=Export.NOT,
        merge=Merge.MOVE,
        retain="As long as the charity keeps its minutes.",
        history=History.REDACT,
    )
    register(
        models.Rsvp,
        paths={"person": Erase.TOMBSTONE, "recorded_by": Erase.UNLINK},
        export=Export.FULL,
        merge=Merge.KEEP_ONE,
        retain=INVOLVEMENT + " What was different that time: thirty days after the meeting.",
        history=History.REDACT,
    )
    register(
        models.Attendance,
        paths={"person": Erase.TOMBSTONE, "marked_by": Erase.UNLINK},
        export=Export.FULL,
        merge=Merge.KEEP_ONE,
        retain=INVOLVEMENT,
        history=History.REDACT,
    )
    register(
        models.Provision,
        paths={"person": Erase.WIPE, "owner": Erase.UNLINK},
        export=Export.FULL,
        merge=Merge.KEEP_ONE,
        retain="Which need it was: until the consent is taken back or three months after leaving. That it was met: "
        + INVOLVEMENT,
        history=History.REDACT,
    )
    register(
        models.ThisTime,
        paths={"rsvp__person": Erase.DELETE},
        export=Export.FULL,
        merge=Merge.KEEP_ONE,
        retain="Thirty days after the meeting.",
        history=History.REDACT,
    )
    _of_agendas_and_papers()
    _series()
    what_gatherings_keep.register_all()
    what_the_day_keeps.register_all()
    _dates()
    what_notes_keep.register_all()
    what_between_keeps.register_all()
    impersonal(models.Kind, "A kind of activity.")
    impersonal(models.Venue, "A place. Its contact is whoever holds the keys there, at work; nobody of ours.")
    impersonal(models.VenuePicture, "What a place looks like; it is taken when nobody is in it.")
    impersonal(models.ReminderRun, "That reminders were planned, and how many; not to whom.")
    impersonal(models.CalendarFile, "When and where a meeting is; it names nobody who is asked.")


def _of_agendas_and_papers():
    """Topics and papers stay with the minutes; who proposed, wished or was posted to goes."""
    minutes = "As long as the charity keeps its minutes."
    register(
        models.Agenda,
        paths={"out_by": Erase.UNLINK, "papers_complete_by": Erase.UNLINK},
        export=Export.NOT,
        merge=Merge.MOVE,
        retain=minutes,
        history=History.REDACT,
    )
    register(
        models.AgendaItem,
        paths={each: Erase.UNLINK for each in ("proposed_by", "lead", "recorded_by", "answered_by")},
        export=Export.OWN_PART,
        merge=Merge.MOVE,
        retain=minutes + " Who proposed a topic: " + INVOLVEMENT,
        history=History.REDACT,
    )
    register(
        models.SkipWish,
        paths={"person": Erase.DELETE},
        export=Export.FULL,
        merge=Merge.KEEP_ONE,
        retain="Thirty days after the meeting.",
        history=History.NONE,
    )
    for model, who in ((models.Paper, "added_by"), (models.PaperForm, "made_by")):
        register(
            model,
            paths={who: Erase.UNLINK},
            export=Export.NOT,
            merge=Merge.MOVE,
            retain=minutes,
            history=History.REDACT,
        )
    register(
        models.PaperCopy,
        paths={"person": Erase.DELETE, "marked_by": Erase.UNLINK},
        export=Export.FULL,
        merge=Merge.KEEP_ONE,
        retain=INVOLVEMENT,
        history=History.REDACT,
    )
    impersonal(models.GroupAgreement, "How a group treats each other; it names nobody.")


def _series():
    """Of series and their clocks: who leads, who did a step and who skipped a date, all of them at work."""
    led = {"lead": Erase.UNLINK}
    by = {
        models.Series: (led, Merge.MOVE),
        models.Template: (led, Merge.MOVE),
        models.Skip: ({"skipped_by": Erase.UNLINK}, Merge.MOVE),
        models.SeriesStep: ({"owner": Erase.UNLINK}, Merge.MOVE),
        models.MonthTask: ({"done_by": Erase.UNLINK, "skipped_by": Erase.UNLINK}, Merge.MOVE),
    }
    for model, (paths, merge) in by.items():
        register(
            model, paths=paths, export=Export.NOT, merge=merge, retain="As long as the charity keeps its minutes.",
            history=History.REDACT,
        )  # fmt: skip


def _dates():
    """Finding a date: who was asked, and what suited them; and what calendar programs answered."""
    register(
        models.CalendarReply,
        paths={"rsvp__person": Erase.DELETE},
        export=Export.FACT,
        merge=Merge.KEEP_ONE,
        retain=INVOLVEMENT,
        history=History.NONE,
    )
    register(
        models.DatePoll,
        paths={"lead": Erase.UNLINK},
        export=Export.NOT,
        merge=Merge.MOVE,
        retain="As long as the charity keeps its minutes.",
        history=History.REDACT,
    )
    register(
        models.DateAsked,
        paths={"person": Erase.DELETE, "recorded_by": Erase.UNLINK},
        export=Export.FULL,
        merge=Merge.KEEP_ONE,
        retain=INVOLVEMENT,
        history=History.REDACT,
    )
    register(
        models.DateAnswer,
        paths={"asked__person": Erase.DELETE},
        export=Export.FULL,
        merge=Merge.KEEP_ONE,
        retain=INVOLVEMENT,
        history=History.REDACT,
    )
    impersonal(models.DateOption, "A date; who was asked about it stands elsewhere.")
