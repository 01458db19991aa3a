"""What the day of a conference or away day keeps about people: speakers, who plans, who sees to what, presses at the door."""

from meetings import models
from members.personal_data import Erase, Export, History, Merge, impersonal, register

MINUTES = "As long as the charity keeps its minutes."


def register_all():
    """Called once, in `AppConfig.ready()`."""
    tracked = {"merge": Merge.MOVE, "history": History.REDACT}
    register(
        models.Speaker, paths={"person": Erase.DELETE}, export=Export.FULL,
        retain="As long as the programme is kept; what they need: thirty days after the day.", **tracked,
    )  # fmt: skip
    register(
        models.SpeakerFile, paths={"speaker__person": Erase.DELETE}, export=Export.FACT,
        retain="As long as the programme is kept.", **tracked,
    )  # fmt: skip
    register(
        models.SpeakerTalk, paths={"speaker__person": Erase.DELETE, "owner": Erase.UNLINK}, export=Export.FULL,
        retain="Two years.", **tracked,
    )  # fmt: skip
    register(models.GroupTable, paths={"facilitator": Erase.WIPE}, export=Export.OWN_PART, retain=MINUTES,
             keeps=("question",), **tracked)  # fmt: skip
    register(
        models.TableSeat, paths={"registration__person": Erase.DELETE}, export=Export.FULL,
        retain="Six months after the day.", **tracked,
    )  # fmt: skip
    register(
        models.Goal, paths={"staff_owner": Erase.UNLINK, "member_owner": Erase.UNLINK, "handed_over_by": Erase.UNLINK},
        export=Export.OWN_PART, retain=MINUTES, **tracked,
    )  # fmt: skip
    register(models.PlanningMember, paths={"person": Erase.DELETE}, export=Export.FULL, retain="Two years.",
             merge=Merge.KEEP_ONE, history=History.REDACT)  # fmt: skip
    register(models.PlanningTask, paths={"owner": Erase.UNLINK}, export=Export.OWN_PART, retain=MINUTES, **tracked)
    register(models.NextStep, paths={"owner": Erase.UNLINK}, export=Export.OWN_PART, retain=MINUTES, **tracked)
    register(
        models.CheckInPress, paths={"registration__person": Erase.DELETE, "by": Erase.UNLINK}, export=Export.FACT,
        merge=Merge.MOVE, history=History.NONE, retain="Thirty days after the day.",
    )  # fmt: skip
    impersonal(models.DayCode, "A code that is printed; it says nothing about whoever types it.")
    impersonal(models.TableNote, "What was said at a table, without a name; whoever types it is not kept.")
    impersonal(models.IdeaTheme, "What some ideas have in common.")
    impersonal(models.IdeaCard, "An idea without a name; whoever typed it is not kept.")
    impersonal(models.EvaluationQuestion, "A question that is asked of everybody.")
    impersonal(models.EvaluationSheet, "That a sheet came back, and by which way.")
    impersonal(models.EvaluationAnswer, "An answer without a name, a time or a link to the other answers.")
    impersonal(models.PlanningOrganisation, "Which organisations plan a gathering.")
    impersonal(models.BudgetLine, "Money of a gathering.")
