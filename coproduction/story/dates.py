"""A date that is being looked for, a letter that came back and its call, and Rowan's own calendar."""

from datetime import timedelta

from coproduction.story.reading import read
from meetings import feeds
from meetings.actions import dates
from meetings.models import DateAsked, DatePoll, Kind
from members.models import Letter
from members.models.channel import Way
from members.models.delivery_report import Sort, WayIn
from members.models.letter import LetterState
from members.permissions import Actor, Role, by_link
from members.post import bounces

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)


def look_for_one(cast, time) -> None:
    """Asked some days ago; some have answered, Sam on the telephone; and yesterday a letter came back."""
    told, days = read("dates"), cast.days
    asked_at = days.at(days.day(told["poll"]["asked"]), "11:00")
    time.at(asked_at, _ask, cast, told["poll"])
    for place, (key, words) in enumerate(told["answers"].items(), start=1):
        time.at(asked_at + place * AN_HOUR, _answer, cast, key, words)
    for key, words in told["by_phone"].items():
        time.at(asked_at + A_DAY, _answer, cast, key, words, desk=True)
    time.at(days.at(days.today - A_DAY, "15:40"), _come_back, cast, told["came_back"])
    time.at(asked_at, _subscribe, cast, told["calendar"])


def _jo(cast):
    return Actor(person=cast["jo"], role=Role.COORDINATOR)


def _ask(cast, plan, *, now):
    days = cast.days
    starts = [days.at(days.today + timedelta(days=each["after"]), each["at"]) for each in plan["dates"]]
    fields = {
        "title": plan["title"], "about": plan["about"], "minutes": plan["minutes"], "lead": cast["jo"],
        "kind": Kind.objects.meetings().order_by("pk").first(), "body": cast.bodies[plan["body"]],
        "answer_by": days.today + timedelta(days=plan["answer_in"]),
    }  # fmt: skip
    poll = dates.create(actor=_jo(cast), now=now, dates=starts, **fields)
    dates.add_people(poll=poll, people=[cast[key] for key in plan["also"]], actor=_jo(cast), now=now)
    spared = DateAsked.objects.filter(poll=poll, person__in=[cast[key] for key in plan["without"]])
    for asked in spared.select_related("poll"):  # they have letters enough this week
        dates.take_off(asked=asked, actor=_jo(cast), now=now)
    dates.open_poll(poll=poll, actor=_jo(cast), now=now)


def _answer(cast, key, words, *, desk=False, now):
    poll = DatePoll.objects.get(state="open")
    asked = DateAsked.objects.select_related("poll", "person").filter(poll=poll, person=cast[key]).first()
    if asked is None:
        return
    options = poll.options.order_by("starts_at", "pk").values_list("pk", flat=True)
    actor = _jo(cast).at_the_desk_for(cast[key]) if desk else by_link(cast[key])
    dates.answer(asked=asked, suits=dict(zip(options, words, strict=True)), actor=actor, now=now)


def _come_back(cast, plan, *, now):
    sent = Letter.objects.filter(person=cast[plan["who"]], way=Way.EMAIL, state=LetterState.SENT, is_sensitive=False)
    letter = sent.order_by("-sent_at", "-pk").first()
    report = {"recipient": letter.to_address, "message_id": letter.message_id, "status": plan["status"]}
    bounces.take(bounces.Report(sort=Sort.HARD, way_in=WayIn.MAILBOX, **report), now=now)


def _subscribe(cast, plan, *, now):
    feeds.link_of(cast[plan["who"]], now=now)
