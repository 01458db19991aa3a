"""What holds about texts, positions and decisions: one check a rule, in words the person can read (DEC-01 to DEC-10)."""

from django.utils import timezone

from members.permissions import Permission, Via, require
from members.rules import Refused
from members.words import day
from projects.models import TAKE_BACK, Came
from projects.queries.agreeing import came_after, is_open, may_keep, speaks_for


# ---- who may ---------------------------------------------------------------------------------------------------------
def require_to_keep(actor, decision):
    """Whoever looks after the decision, or its text. Raises PermissionDenied."""
    if not may_keep(actor, decision):
        require(actor, Permission.KEEP_AGREEMENTS, within=decision)


def require_voice(actor, voice, *, now):
    """Whose voice it is, or who speaks for the organisation whose it is, also by link. Raises PermissionDenied."""
    if actor.via == Via.LINK and speaks_for(voice, actor.person_id, day=timezone.localdate(now)):
        return
    require(actor, Permission.TAKE_POSITION, within=voice)


# ---- the text --------------------------------------------------------------------------------------------------------
def check_words(words, *, field, what):
    if not words.strip():
        raise Refused(f"Please write {what} in a few words.", field=field)


def check_has_clauses(clauses):
    if not [each for each in clauses if each["words"].strip()]:
        raise Refused("A text needs at least one clause. Please write the first one.", field="words_1")


def check_is_new(clauses, before):
    """A new version resets every position, so it must be another text."""
    old = [(each.words, each.plain) for each in before.clauses.all()] if before else []
    if old and old == [(each["words"], each["plain"]) for each in clauses]:
        raise Refused("Nothing is different from the version before. Please change a clause first.")


def check_version(version, current):
    """DEC-02: a position and a remark belong to the version that holds now."""
    if current is None:
        raise Refused("This text has no version yet. Please write the first one.")
    if version is None or version.pk != current.pk:
        number = f"version {version.number}" if version else "an earlier version"
        raise Refused(
            f"This was about {number}. Version {current.number} has taken its place. Please read it, then say it to that one."
        )


# ---- asking ----------------------------------------------------------------------------------------------------------
def check_not_heard_yet(decision):
    """DEC-01: how it is decided is agreed before, and frozen once voices are in."""
    if decision.voices.filter(positions__isnull=False).exists():
        raise Refused("Somebody has answered already. How it is decided can no longer be changed.", field="way")


def check_closes(closes_at, *, now):
    if closes_at <= now:
        raise Refused("That day is over. Please choose a day that is still to come.", field="closes_on")


def check_quorum(quorum, voices):
    if quorum > voices:
        raise Refused(f"There are {voices} voices. Please choose a number that can be reached.", field="quorum")


def check_may_open(decision, *, voices):
    if decision.opened_at is not None:
        raise Refused("It is open already.")
    if not voices:
        raise Refused("Nobody has a voice in it yet. Please add at least one.")


# ---- a position ------------------------------------------------------------------------------------------------------
def check_may_answer(decision, before, *, late=False, now):
    """DEC-04: after the end only whoever had to take it back adds a position, and whoever looks after it (`late`); it is
    marked late. What was said before the outcome stays as it was counted. True when it is late."""
    if decision.opened_at is None:
        raise Refused("Answers are not asked for yet.")
    if is_open(decision, now=now):
        return late
    taken_back = before is not None and before.is_taken_back
    if decision.outcome and before is not None and not taken_back and not came_after(decision, before.given_at):
        raise Refused("It is decided, and this answer was counted. It stands as it was given.")
    if taken_back or late:
        return True
    ended = day(min(decision.closed_at or decision.closes_at, decision.closes_at))
    raise Refused(
        f"This closed on {ended}, so your answer was not saved. If it matters that it is heard, please ring us: "
        "we can write it down as a late one."
    )


def check_one_voice(voice, before, actor, came_by):
    """One organisation, one voice: whoever answered for it first may change it, and whoever looks after the text."""
    if before is None or came_by != Came.HERE or before.given_by_id in (None, actor.person_id):
        return
    if voice.organisation_id:
        raise Refused(
            f"{before.given_by.name} has answered for {voice} already. One organisation has one voice. Please talk "
            "with each other; the one who answered can change it, or ring us."
        )


def check_option(decision, option, *, words, back_by, now):
    """A reason where it objects, a day where it is taken back."""
    if option == TAKE_BACK:
        if back_by is None:
            raise Refused("Please say by when you can come back.", field="back_by")
        if back_by < timezone.localdate(now):
            raise Refused(f"{day(back_by)} is over. Please choose a day that is still to come.", field="back_by")
        return
    chosen = decision.method.option(option)
    if chosen is None:
        raise Refused("Please choose one of the answers.", field="option")
    if chosen.objects and not words.strip():
        raise Refused("Please say why. An objection needs its reason, so that it can be answered.", field="words")


def stamp_of(position) -> str:
    """By which a page opened at the desk knows whether they have answered since."""
    return position.given_at.isoformat() if position else ""


def check_seen(position, known):
    """What they said themselves is seen before it is replaced; `known` None: whoever answers knows their own answer."""
    if known is not None and known != stamp_of(position):
        raise Refused(
            "They have answered since you opened this page; it stands above. Is yours newer? Then save once more."
        )
