"""How a meeting's history tells of its agenda, its papers, its notes and what came of it.

That a topic moved to the end is not told: the line would say who would rather not be there for it.
"""

from meetings.models import Action, ActionState, Agenda, AgendaItem, Decision, ItemState, Meeting, Notes, Paper, Pulse
from members import history
from members.words import day

AGENDA = {"out_at": "The agenda was sent out", "papers_complete_at": "The papers were complete"}
NOTES = {
    "sent_at": "The notes were sent to be corrected", "agreed_at": "The notes were agreed",
    "approved_at": "The notes were approved at a meeting",
}  # fmt: skip
PULSE = {"closed_at": "The questions after the meeting were closed"}
PULSE_WORDS = {
    "will_change": "What we will change was written down",
    "themes": "What people wrote about was put into themes",
}


def register_all() -> None:
    """Called once, by `meetings.tellers`."""
    for model, teller in (
        (Agenda, _moments(AGENDA)), (AgendaItem, _topic), (Paper, _paper), (Notes, _notes), (Decision, _decision),
        (Action, _action), (Pulse, _pulse),
    ):  # fmt: skip
        history.tell(model, teller)
        history.also(Meeting, model, "meeting")


def _moments(words):
    """What happened, for moments that were empty before; and that it was taken back."""

    def teller(row, earlier, names):
        said = []
        for name, sentence in words.items():
            was, now = (getattr(each, name, None) for each in (earlier, row))
            if now and not was:
                said.append(sentence)
            elif was and not now:
                said.append(f"{sentence}: not any more")
        return ". ".join(said)

    return teller


def _topic(row, earlier, names):
    what = "A break" if row.is_break else f"Topic “{row.title}”"
    if row.pgh_label == "delete":
        return f"{what}: taken off the agenda"
    if earlier is None:
        return f"{what}: {ItemState(row.state).label.lower()}" if row.pgh_label == "insert" else ""
    if earlier.state != row.state:
        because = f", because: {row.because}" if row.because else ""
        return f"{what}: “{ItemState(earlier.state).label}” became “{ItemState(row.state).label}”{because}"
    if earlier.title != row.title:
        return f"Topic “{earlier.title}” is now called “{row.title}”"
    said = history.before_and_after(
        row, earlier, names, fields=[n for n in ("minutes", "purpose") if _differs(n, row, earlier)]
    )
    return f"{what}. {said}" if said else ""


def _differs(name, row, earlier):
    return getattr(row, name) != getattr(earlier, name)


def _paper(row, earlier, names):
    if row.pgh_label == "delete":
        return f"Paper “{row.title}”: taken away"
    if earlier is None:
        return f"Paper “{row.title}”: added" if row.pgh_label == "insert" else ""
    return f"Paper “{earlier.title}” is now called “{row.title}”" if earlier.title != row.title else ""


def _notes(row, earlier, names):
    return _moments(NOTES)(row, earlier, names)


def _decision(row, earlier, names):
    if row.pgh_label == "delete":
        return f"Decision taken away: {row.text}"
    if earlier is None:
        return f"Decided: {row.text}" if row.pgh_label == "insert" else ""
    return f"The decision “{earlier.text}” now reads “{row.text}”" if earlier.text != row.text else ""


def _action(row, earlier, names):
    if row.pgh_label == "delete":
        return f"Action taken away: {row.text}"
    if earlier is None:
        return f"To do: {row.text}" if row.pgh_label == "insert" else ""
    said = []
    if earlier.state != row.state:
        because = f": {row.because}" if row.because else ""
        said.append(f"“{row.text}”: {ActionState(row.state).label.lower()}{because}")
    if earlier.text != row.text:
        said.append(f"The action “{earlier.text}” now reads “{row.text}”")
    if earlier.due_on != row.due_on:
        said.append(f"“{row.text}”: to be done by {day(row.due_on) or 'no day in particular'}")
    if (earlier.owner_id, earlier.organisation_id, earlier.team_id) != (row.owner_id, row.organisation_id, row.team_id):
        said.append(f"“{row.text}”: somebody else does it")
    return ". ".join(said)


def _pulse(row, earlier, names):
    if earlier is None:
        return "Those who came were asked how it was" if row.pgh_label == "insert" else ""
    said = [_moments(PULSE)(row, earlier, names)]
    said += [words for name, words in PULSE_WORDS.items() if _differs(name, row, earlier)]
    return ". ".join(filter(None, said))
