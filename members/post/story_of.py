"""One letter told in words: did they get it, why or why not, and what was tried (COM-11)."""

from dataclasses import dataclass

from members.models import Letter
from members.models.channel import Way
from members.models.delivery_report import Sort
from members.models.letter import LetterState
from members.post import kinds, trial, wanted
from members.post.looking import IN_THE_WEEKLY_LETTER
from members.words import clock, day, when

TONES = {
    LetterState.SENT: "leaf", LetterState.WAITING: "sun", LetterState.SENDING: "sun", LetterState.FAILED: "clay",
    LetterState.UNCERTAIN: "clay", LetterState.WITHHELD: "plain",
}  # fmt: skip
TRIES = {
    "sent": "The mail server took it.", "soon": "The mail server asked us to try again soon.",
    "scattered": "The mail server was busy.", "slow": "The mail server would not take it just then.",
    "uncertain": "The mail server did not say whether it took it.", "did not end": "Our computer stopped while sending.",
    "failed": "The mail server refused it.", "broken": "It could not be written.", "": "Being sent now.",
}  # fmt: skip
BY = {
    Way.EMAIL: "by email", Way.TEXT: "by text message", Way.PHONE: "by telephone", Way.POST: "by post",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """`word` for the tag, `sentence` for the reader, `tone` for the eye."""

    word: str
    sentence: str
    tone: str


def state_of(letter: Letter, *, task=None, for_staff: bool = True) -> Told:
    """How it stands, in one word and one sentence."""
    if letter.bounced_at and letter.state in (LetterState.SENT, LetterState.FAILED, LetterState.UNCERTAIN):
        return Told("Came back", _came_back(letter, for_staff), "clay")
    return Told(_word(letter), _sentence(letter, task, for_staff), "sun" if letter.on_hold else TONES[letter.state])


def _word(letter: Letter) -> str:
    if letter.state == LetterState.WAITING and letter.on_hold:
        return "On hold"
    if letter.state == LetterState.SENDING and letter.way != Way.EMAIL:
        return {Way.POST: "To be posted", Way.TEXT: "To be texted"}.get(letter.way, "To be rung")
    return {
        LetterState.WAITING: "Waiting", LetterState.SENDING: "Leaving now", LetterState.SENT: "Sent",
        LetterState.FAILED: "Could not be sent", LetterState.UNCERTAIN: "May not have arrived",
        LetterState.WITHHELD: "Not sent",
    }[letter.state]  # fmt: skip


def _sentence(letter: Letter, task, for_staff: bool) -> str:
    match letter.state:
        case LetterState.SENT:
            return _sent(letter, for_staff)
        case LetterState.WITHHELD:
            return trial.reason_now(letter.reason) if for_staff else _for_them(letter)
        case LetterState.FAILED:
            return f"{letter.reason} We tried {_times(letter.attempts)}."
        case LetterState.UNCERTAIN:
            return "Nobody can say whether it arrived. It is best to ask them."
        case LetterState.SENDING:
            return "It is being sent at this moment." if letter.way == Way.EMAIL else _with_a_person(letter, task)
    if letter.on_hold:
        return "It waits until somebody lets it go."
    if letter.reason:
        return f"{letter.reason} The next try is on {day(letter.due_at)}, {clock(letter.due_at)}."
    return f"It leaves on {when(letter.due_at)}."


def _came_back(letter: Letter, for_staff: bool) -> str:
    if not for_staff:
        return f"It came back on {day(letter.bounced_at)}: it did not arrive at the address we have."
    sent = f"It left on {when(letter.sent_at)}, and" if letter.sent_at else "It"
    return f"{sent} came back on {when(letter.bounced_at)}. It does not count as an invitation they did not answer."


def _sent(letter: Letter, for_staff: bool) -> str:
    if letter.reason == IN_THE_WEEKLY_LETTER:
        return f"It came in the weekly letter on {day(letter.sent_at)}."
    if letter.way != Way.EMAIL:
        return f"Told {BY[letter.way]} on {when(letter.sent_at)}."
    return f"{'The mail server took it' if for_staff else 'It left'} on {when(letter.sent_at)}."


def _with_a_person(letter: Letter, task) -> str:
    words = {
        Way.POST: "It is on the list of letters to print and post.",
        Way.TEXT: "It is on the list of texts to write.",
    }
    sentence = words.get(letter.way, "It is on the list of calls to make.")
    if task and task.tries:
        sentence += f" Tried {_times(task.tries)}; the last time: {task.get_outcome_display().lower()}."
    return sentence


def _for_them(letter: Letter) -> str:
    """A member reads their own list: reasons that name them in the third person become neutral."""
    if "break" in letter.reason:
        return "Not sent, because you were taking a break."
    if letter.reason == wanted.TRIAL:
        return "Not sent, because the site was only being tried out."
    if letter.reason in (wanted.NOT_THIS_SORT, wanted.ESSENTIAL_ONLY):
        return "Not sent, because you asked for fewer letters."
    return "Not sent, because it was not needed any more."


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def why_this_way(letter: Letter) -> str:
    """The rule that chose the channel."""
    if letter.is_sensitive:
        return "by email, to the address they sign in with"
    if letter.way_is_fixed:
        return f"{BY[letter.way]}, chosen for this letter"
    return f"{BY[letter.way]}, because that is how they want to be reached"


def rule_of(letter: Letter) -> list[tuple[str, str]]:
    """The rule it followed: what it is, when it may leave, what stops it."""
    try:
        kind = kinds.get(letter.kind)
    except LookupError:
        return [("Kind", kinds.words(letter.kind))]
    leaves = "in the sending hours only" if kind.windowed else "at any hour"
    must = "essential: leaves even when somebody wants essential letters only" if letter.is_essential else (
        "optional: not sent to somebody who wants essential letters only"
    )  # fmt: skip
    return [("Kind", kind.words), ("Why it is sent", kind.rule), ("Leaves", leaves), ("Essential or optional", must)]


def reports_of(letter: Letter) -> list[dict]:
    """What mail servers said about it afterwards, for the timeline."""
    return [
        {
            "when": when(each.reported_at),
            "title": each.get_sort_display(),
            "text": f"{each.get_way_in_display()}{f', with the number {each.status}' if each.status else ''}.",
            "tone": "waiting" if each.sort == Sort.LATE else "not",
        }
        for each in letter.reports.order_by("reported_at", "pk")
    ]


def tries_of(letter: Letter) -> list[dict]:
    """Each try for the timeline."""
    return [
        {
            "when": when(each.started_at),
            "title": f"Try {each.number}: {TRIES.get(each.outcome, each.outcome)}",
            "text": f"The mail server said {each.code}." if each.code else "",
            "tone": "done"
            if each.outcome == "sent"
            else "waiting"
            if each.outcome in ("soon", "slow", "scattered", "")
            else "not",
        }
        for each in letter.tries.order_by("number", "pk")
    ]
