"""What holds when staff ask for people, and before and after people are asked: one check a rule (OPP-17, 20, 21)."""

from datetime import timedelta

from django.utils import timezone

from members import charity
from members.models.charity import Module
from members.rules import Refused
from members.words import day
from projects.models import NoticeRule, RecognitionOffer, Status, WorkSort

LATEST = timedelta(days=730)


def notice_for(sort) -> int:
    """How many days of notice people need for this sort of work, as the charity has it now."""
    row = NoticeRule.objects.filter(sort=sort).first()
    return row.days if row else NoticeRule.USUAL[WorkSort(sort)]


def check_notice_days(days):
    if not 0 <= days <= 120:
        raise Refused("Please give between 0 and 120 days.", field="days")


def check_request(*, purpose, difference, project, wanted_on, people, now):
    """A request says what for, when and how many."""
    if not purpose.strip():
        raise Refused("Please say what it is for. Everybody who is asked reads it.", field="purpose")
    if project is None and not difference.strip():
        raise Refused("Please say what should be different when it is done.", field="difference")
    if people < 1:
        raise Refused("Please ask for at least one person.", field="people")
    check_day_to_come(wanted_on, now=now, field="wanted_on")


def check_day_to_come(date, *, now, field):
    today = timezone.localdate(now)
    if date is not None and date < today:
        raise Refused("That day is past. Please choose today or later.", field=field)
    if date is not None and date > today + LATEST:
        raise Refused("That is more than two years away. Please look at the year.", field=field)


def check_waits(request):
    if request.state != request.State.WAITING:
        raise Refused("This request was answered already. Nothing was changed.")


def check_read(request, known):
    """Nobody answers words they have not seen; `known` None: whoever answers has them before them."""
    if known is not None and known != request.stamp:
        raise Refused("The request was changed since you opened the page. Please read it once more, and then answer.")


def check_may_change(request):
    """Whoever asked may change their words until somebody has answered them or people may be asked."""
    if request.is_spotted or request.decided_at or hasattr(request, "opportunity"):
        raise Refused("This request was answered already, or has become an invitation. Please ring the coordinator.")


def check_may_take_back(request):
    """While nobody has answered it and nobody can have been asked, a request is nobody's but theirs; then it counts."""
    if hasattr(request, "opportunity"):
        raise Refused("This request has become an invitation. Please call that off instead.")
    if request.decided_at:
        raise Refused("This request was answered already. Please talk to the coordinator.")


def check_reason(reason):
    if not reason.strip():
        raise Refused("Please give the reason. Whoever asked reads it.", field="reason")


def check_accepted(request):
    if request.state != request.State.ACCEPTED:
        raise Refused("Only from an accepted request people can be asked.")


BRIEF = (
    ("what", "what people would do"),
    ("when_words", "when and how long"),
    ("place", "where, or how"),
    ("support", "what support there is"),
    ("offer", "what we offer"),
    ("who_decides", "who decides"),
)
THANKS = "how people are thanked: “What we offer for it”"


def what_the_brief_lacks(opportunity, *, now) -> list[str]:
    """What must stand there before anybody is asked, in words; empty when it is all there (OPP-01 to OPP-16)."""
    missing = [words for name, words in BRIEF if not getattr(opportunity, name).strip()]
    if not opportunity.mode:
        missing.append("how one takes part")
    if charity.has(Module.PAYMENTS) and not RecognitionOffer.objects.filter(opportunity=opportunity).exists():
        missing.append(THANKS)
    if opportunity.places is None:
        missing.append("how many places there are")
    if opportunity.hear_by is None:
        missing.append("by when people hear what happened")
    if opportunity.answer_by < timezone.localdate(now):
        missing.append("a last day for answers that is not past")
    if not opportunity.project.purpose.strip() or not opportunity.project.intended_difference.strip():
        missing.append("on the project: what it is for and what should be different")
    return missing


def check_brief(opportunity, *, now):
    if missing := what_the_brief_lacks(opportunity, now=now):
        raise Refused("Before anybody is asked, this is still missing: " + "; ".join(missing) + ".")


def check_status(opportunity, *allowed, now):
    """The steps of OPP-17 follow one another."""
    status = opportunity.status(now=now)
    if status not in allowed:
        said = " or ".join(f"“{Status(each).label}”" for each in allowed)
        raise Refused(f"It stands at “{status.label}”. This can be done when it stands at {said}.")


def check_places(places, first_timers, field="first_timers"):
    if first_timers and (places is None or first_timers > places):
        raise Refused("There are more places for first-timers than places. Please look at both numbers.", field=field)


def check_days(starts_on, ends_on):
    if ends_on and not starts_on:
        raise Refused("There is a last day and no first day. Please give both.", field="starts_on")
    if ends_on and ends_on < starts_on:
        raise Refused("The last day is before the first. Please look at both.", field="ends_on")


def check_hear_by(hear_by, starts_on):
    if hear_by and starts_on and hear_by < starts_on:
        raise Refused(
            f"The work begins on {day(starts_on)}. People can only hear after that what happened.", field="hear_by"
        )
