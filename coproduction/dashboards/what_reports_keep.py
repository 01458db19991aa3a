"""What reports to the Board keep about people: who wrote, chose and approved; and who would like a letter."""

from coproduction.dashboards import models
from members.personal_data import Erase, Export, History, Merge, register

REPORTS = "As long as the charity keeps the papers of its Board; its figures name nobody."


def register_all():
    """Called once, in `AppConfig.ready()`."""
    register(
        models.BoardReport, paths={"author": Erase.UNLINK, "approved_by": Erase.UNLINK}, export=Export.NOT,
        merge=Merge.MOVE, retain=REPORTS, history=History.REDACT,
    )  # fmt: skip
    register(
        models.GroupSection, paths=dict.fromkeys(("written_by", "typed_by", "handed_in_by"), Erase.UNLINK),
        export=Export.NOT, merge=Merge.MOVE, retain=REPORTS, history=History.REDACT,
    )  # fmt: skip
    register(
        models.ReportStory, paths={"own_story__person": Erase.DELETE, "chosen_by": Erase.UNLINK}, export=Export.FACT,
        merge=Merge.MOVE, retain="Until whoever tells the story takes it back, or the report goes.", history=History.REDACT,
    )  # fmt: skip
    register(
        models.BoardStory,
        paths={"own_story__person": Erase.DELETE, "chosen_by": Erase.UNLINK, "typed_by": Erase.UNLINK}, export=Export.FACT,
        merge=Merge.MOVE, retain="Until the group chooses another one, or whoever tells it takes it back.",
        history=History.REDACT,
    )  # fmt: skip
    register(
        models.ReportWish, paths={"person": Erase.DELETE}, export=Export.FULL, merge=Merge.KEEP_ONE,
        retain="Until they would rather not, or leave.", history=History.REDACT,
    )  # fmt: skip
