"""What conferences and away days keep about people (domain 5.3)."""

from meetings import models
from members.personal_data import Erase, Export, History, Merge, impersonal, register

AFTER = "Six months after the day, or as long as they agreed to; what they needed: thirty days after the day."


def register_all():
    """Called once, by `personal_data.register_all`."""
    register(
        models.Gathering,
        paths={"lead": Erase.UNLINK},
        export=Export.NOT,
        merge=Merge.MOVE,
        retain="As long as the charity keeps its minutes.",
        history=History.REDACT,
    )
    register(
        models.Registration,
        paths={"person": Erase.WIPE, "recorded_by": Erase.UNLINK},
        export=Export.FULL,
        merge=Merge.MOVE,
        retain=AFTER,
        history=History.REDACT,
        keeps=("state", "way", "came_by", "categories", "badge", "photo", "agreed"),
    )
    register(
        models.SessionPlace,
        paths={"registration__person": Erase.WIPE},
        export=Export.FULL,
        merge=Merge.MOVE,
        retain=AFTER,
        history=History.REDACT,
    )
    impersonal(models.Session, "A line of the programme; who speaks or takes part is not written here.")
    impersonal(models.Category, "What somebody may come as; who ticked it is a Registration.")
    impersonal(models.LeadOrganisation, "Which organisations coordinate a gathering.")
