"""What holds for milestones, stories and public pages, in words the person can read."""

import re
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from members.rules import Refused
from members.words import MONTHS
from projects.models import KnownTo, OwnStory, Scope

FIRST_YEAR = 1900
NOT_A_DAY = "Please write it like 1994, or October 2023, or 31 January 2024."
LONGEST = timedelta(days=5 * 366)  # a yes is asked again after five years at the latest
USUAL = timedelta(days=365)


def check_words(words, *, field, what):
    if not (words or "").strip():
        raise Refused(f"Please write {what}.", field=field)


def check_happened(day, *, now):
    if day > timezone.localdate(now):
        raise Refused("That day has not come yet. A milestone is something that happened.", field="when")
    if day.year < FIRST_YEAR:
        raise Refused(f"Please give a year after {FIRST_YEAR}.", field="when")


def when_from(words):
    """ "1994", "October 2023", "31 January 2024" or "31/01/2024" as a day, and how well it is known. Raises Refused."""
    words = " ".join((words or "").replace(",", " ").split())
    if re.fullmatch(r"\d{4}", words):
        return _day(words, "%Y"), KnownTo.YEAR
    if re.fullmatch(r"[A-Za-z]{3,9} \d{4}", words):
        month, year = words.split()
        return _day(f"1 {_month(month)} {year}", "%d %m %Y"), KnownTo.MONTH
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9}) (\d{4})", words):
        return _day(f"{found[1]} {_month(found[2])} {found[3]}", "%d %m %Y"), KnownTo.DAY
    if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", words):
        return _day(words, "%d/%m/%Y"), KnownTo.DAY
    raise Refused(NOT_A_DAY, field="when")


def _month(name):
    places = [place for place, month in enumerate(MONTHS, start=1) if month.lower().startswith(name.lower())]
    return places[0] if len(places) == 1 else 0


def _day(words, form):
    try:
        return datetime.strptime(words, form).replace(tzinfo=UTC).date()
    except ValueError:
        raise Refused(NOT_A_DAY, field="when") from None


def check_picture_words(picture, words):
    if picture and not (words or "").strip():
        raise Refused(
            "Please say what the picture shows, for people who cannot see it. We do not keep it without.",
            field="picture_words",
        )


def check_until(until, *, now, field="until"):
    """The day a yes ends lies ahead, and within five years."""
    today = timezone.localdate(now)
    if until < today:
        raise Refused("That day is over. Please choose one to come.", field=field)
    if until > today + LONGEST:
        raise Refused("Please choose a day within five years. Then we ask again.", field=field)


def check_can_be_asked(story):
    if story.state in (OwnStory.State.APPROVED, OwnStory.State.WITHDRAWN):
        raise Refused("They have answered this one. Change its words, and it waits for their yes again.")


def check_can_be_public(story, *, today):
    if story.state != OwnStory.State.APPROVED or story.scope != Scope.PUBLIC:
        raise Refused("Whoever tells this story has not said yes to showing it in public.")
    if story.expires_on < today:
        raise Refused("Their yes has ended. Please ask them again first.")


def check_said_can_be_public(contribution, standing):
    """Only with a yes to quoting it, an answer, and everybody told who wants to hear."""
    if contribution.quote == contribution._meta.get_field("quote").default:
        raise Refused("They have not said yes to being quoted outside the group. Please ask them first.")
    if standing.response is None:
        raise Refused("There is no answer to it yet. The page says both: what was said, and what came of it.")
    if contribution.closed_at is None:
        raise Refused("Not everybody who said it has been told yet. They hear of it before the public does.")
