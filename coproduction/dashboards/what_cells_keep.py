"""What the counted months keep about people: nothing that the log does not say, and nothing for longer."""

from coproduction.dashboards.models import DayCell, PersonMonth, Touched
from members.personal_data import Erase, Export, History, Merge, impersonal, register


def register_all():
    """Called once, in `AppConfig.ready()`."""
    register(
        PersonMonth, paths={"person": Erase.TOMBSTONE}, export=Export.NOT, merge=Merge.ANEW,
        retain="As long as the log it is counted from, and counted anew whenever that changes.", history=History.NONE,
    )  # fmt: skip
    impersonal(
        DayCell,
        "How many activities a day had, how long they took, how often somebody took part and how many were only counted, "
        "of each team, level and body.",
    )
    impersonal(Touched, "Which part of the log was changed a moment ago; gone once it is counted.")
