"""What holds about answering what people said: one check a rule, in words the person can read."""

from django.utils import timezone

from members.permissions import Permission, can, require
from members.rules import Refused
from members.words import day
from projects.models import CLOSING, YES, Answer, Telling


def require_to_answer(actor, contribution):
    """Who answers it, or whoever runs its project. Raises PermissionDenied."""
    if not can(actor, Permission.ANSWER_SAID, within=contribution.project):
        require(actor, Permission.ANSWER_SAID, within=contribution)


def check_words(words, *, field, what="what was said"):
    if not words.strip():
        raise Refused(f"Please write {what} in a few words.", field=field)


def check_not_to_come(date, *, now, field):
    if date > timezone.localdate(now):
        raise Refused("That day has not come yet. Please look at the date.", field=field)


def check_promise(reply_by, *, now, field="reply_by"):
    if reply_by is None:
        raise Refused("Please say by when they hear more from us.", field=field)
    if reply_by < timezone.localdate(now):
        raise Refused(f"{day(reply_by)} is over. Please promise a day that is still to come.", field=field)


def check_response(answer, reason):
    """LOG-20: a reason, unless it is a plain yes."""
    if answer not in Answer.values:
        raise Refused("Please choose one of the answers.", field="answer")
    if answer != Answer.ACCEPTED and not reason.strip():
        raise Refused("Please say why, in a few plain words. Everybody who said it reads them.", field="reason")


def check_can_change(standing):
    """A change follows from an answer that was yes, or that it happens already."""
    if standing.response is None:
        raise Refused("Please answer it first. A change follows from an answer.")
    if standing.response.answer not in (*YES, Answer.ALREADY):
        raise Refused("The answer says that nothing changes. If that is different now, please answer anew first.")


def check_may_be_told(standing):
    if standing.response is None:
        raise Refused("There is nothing to tell yet. Please answer it first.")
    if standing.telling not in (*CLOSING, Telling.PROGRESS):
        raise Refused("There is nothing to tell yet.")
