"""How changes of this floor's records are told in the history of a piece of work and of a person."""

from members import history
from members.models import Person
from members.models.body import Hat
from members.words import day, minutes
from projects.models import Activity, Invitation, Opportunity, Participation, Reply


def register_all() -> None:
    """Called once, in `AppConfig.ready()`."""
    history.tell(Invitation, _invitation)
    history.tell(Participation, _participation)
    history.also(Opportunity, Invitation, "opportunity")
    history.also(Person, Invitation, "person")
    history.also(Person, Participation, "person")


def _invitation(row, earlier, names):
    where = names.others((Person, row.person_id), (Opportunity, row.opportunity_id))
    if row.pgh_label == "delete":
        return f"{where}: invitation removed"
    if earlier is None:
        return f"{where}: asked" if row.pgh_label == "insert" else ""
    was, now = Reply(earlier.answer).label, Reply(row.answer).label
    return f"{where}: “{was}” became “{now}”" if was != now else ""


def _participation(row, earlier, names):
    logged = names.row(Activity, row.activity_id)
    of_day = f" of {day(logged.ended_on)}" if logged else ""  # thirty meetings of one group are told apart by their day
    where = f"Log, “{names.of(Activity, row.activity_id)}”{of_day}"
    if row.pgh_label == "delete":
        return f"{where}: taken off"
    hats = ", ".join(Hat(hat).label for hat in row.hats)
    if earlier is None:
        return f"{where}: put on as {hats}" if row.pgh_label == "insert" else ""
    said = []
    if row.hats != earlier.hats:
        said.append(f"as {hats}")
    for name, words in (
        ("contact_minutes", "time there"),
        ("prep_minutes", "time to prepare"),
        ("travel_minutes", "travel"),
    ):
        was, now = getattr(earlier, name), getattr(row, name)
        if was != now:
            said.append(f"{words}: “{minutes(was)}” became “{minutes(now)}”")
    return f"{where}: {'. '.join(said)}" if said else ""
