"""What holds before something is logged, planned or asked: one check a rule, in words the person can read."""

from django.utils import timezone

from members.queries.training import who_is_trained
from members.rules import Refused
from members.words import day
from projects.models import Reply, Stage

LONGEST_DAY = 24 * 60


def check_it_has_happened(date, *, now):
    if date > timezone.localdate(now):
        raise Refused("That day has not come yet. Please log it on the day, or afterwards.", field="date")


def check_not_before(date, project):
    """Work for a project that had not begun is work for another one, or a slip of the finger."""
    if date < project.started_on:
        raise Refused(f"This began on {day(project.started_on)}. Please look at the date.", field="on")


def check_window(started_on, ended_on):
    if ended_on < started_on:
        raise Refused("The last day is before the first day. Please look at both dates.", field="ended_on")


def check_heads(others, others_le):
    if others < 0 or others_le < 0:
        raise Refused("The number of people cannot be below nought.", field="others")
    if others_le > others:
        raise Refused(
            "More people with lived experience than people not named. Please look at the two numbers.",
            field="others_le",
        )


def check_minutes(minutes):
    if minutes is not None and minutes < 0:
        raise Refused("The time cannot be below nought.", field="hours")
    if minutes is not None and minutes > LONGEST_DAY:
        raise Refused("That is more than a day for one person. Please give the hours each person gave.", field="hours")


def check_everyone_has_a_hat(people, hats):
    """LOG-12: nobody's hat is guessed; a lived-experience hat least of all."""
    bare = [person.name for person in people if not hats.get(person.pk)]
    if bare:
        names = " and ".join([", ".join(bare[:-1]), bare[-1]] if len(bare) > 1 else bare)
        raise Refused(f"Please say as what {names} took part.", field="people")


def what_is_missing(activity, *, named):
    """What would complete an activity, in words (LOG-24); `named` is how many people it names.

    A meeting that is about no project has no stage to ask for.
    """
    has_no_stage = activity.meeting_id is not None and activity.project_id is None
    return [
        words
        for words, missing in (
            ("who took part", not named and not activity.others),
            ("how far along it was", activity.stage is None and not has_no_stage),
            ("how long it took", activity.minutes is None),
        )
        if missing
    ]


def check_is_not_from_a_register(activity):
    if activity.meeting_id:
        raise Refused("This came from a meeting's register. Open the register again to change who came.")


def check_has_a_day(somebody, day):
    if somebody is not None and day is None:
        raise Refused("Please say by when. Then it stands on their first page in time.", field="due_on")


def check_purpose(project):
    """LOG-03 (4Pi Purpose): nobody is invited before it is said what for, and what should be different."""
    if not project.purpose.strip() or not project.intended_difference.strip():
        raise Refused(
            "Before anybody is invited, the project must say what it is for and what should be different. "
            "Please add both to the project."
        )


def check_first_stage(stage, reason, *, earliest):
    """LOG-06: a correction has a reason, and is never later than what the log already shows."""
    if stage is not None and not reason.strip():
        raise Refused("Please give the reason for this correction. It is kept.", field="reason")
    if stage is not None and earliest and earliest.stage and stage > earliest.stage:
        raise Refused(
            f"The log shows people involved at “{Stage(earliest.stage).label}” on {day(earliest.started_on)}. "
            "If that is wrong, please change that activity instead.",
            field="stage",
        )


def check_can_still_answer(opportunity, *, now):
    if opportunity.cancelled_at:
        raise Refused(
            "This piece of work is not going ahead, so there is nothing to answer. Thank you for coming to look."
        )
    if now >= opportunity.closes_at:
        raise Refused("Answers for this closed on " + day(opportunity.answer_by) + ". You can still ring us about it.")


def check_is_an_answer(answer):
    if answer not in (Reply.YES, Reply.INTERESTED, Reply.NO):
        raise Refused("Please press one of the answers.")


def check_still_open(opportunity, *, now):
    if opportunity.is_closed(now=now):
        raise Refused("This invitation is closed already. Nothing was changed.")


def check_closing_day(answer_by, *, now):
    if answer_by < timezone.localdate(now):
        raise Refused("The last day for answers is past. Please choose today or later.", field="answer_by")


def check_trained(opportunity, *, person, day):
    """A piece of work that needs training, without *or we'll train you*, takes a yes from those who have it (SUP-01)."""
    if opportunity.needs_course_id is None or opportunity.or_train:
        return
    if person not in who_is_trained(opportunity, [person], day=day):
        course = opportunity.needs_course
        raise Refused(
            f"This needs the training “{course}” first. Press “Tell me more”, and we talk about how to get it."
        )
