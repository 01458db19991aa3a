"""The timeline from 1994 on, who said yes to being in it, stories in people's own words, and what stands in public."""

import io
from datetime import timedelta

from coproduction.dashboards.named import offered
from coproduction.story.reading import read
from meetings.models import Quote
from members.files import keep
from members.models.consent import How
from members.pictures import TYPES
from projects.models import (
    Activity,
    Contribution,
    Mention,
    Milestone,
    OwnStory,
    Rating,
    ReadBy,
    Reflection,
    Side,
)
from projects.queries.ladder import ladders
from projects.telling_rules import when_from

COLOURS = ("#f4b740", "#b4472f", "#2f7d5b", "#5b4b8a", "#0d5c63", "#c98a1b")
NOT_SAID = 3  # of every four pieces of work one has no step yet, as it is with people who have much to do
SEATS = ((400, 90), (640, 190), (640, 410), (400, 510), (160, 410), (160, 190))


def tell(cast):
    told = read("told")
    for entry in told["milestone"]:
        _milestone(cast, entry)
    for entry in told["story"]:
        _story(cast, entry)
    since = cast.days.at(cast.days.today - timedelta(days=5), "11:00")
    for entry in told["said"]:
        Contribution.objects.filter(text=entry["text"]).update(quote=Quote.ANONYMOUS, published_at=since)
    _look_back(cast)


def _milestone(cast, entry):
    day, known_to = when_from(entry["when"])
    asked = cast.days.at(cast.days.today - timedelta(days=40), "10:00")
    made = Milestone.objects.create(
        happened_on=day, known_to=known_to, title=entry["title"], words=entry["words"], written_by=cast["jo"],
        published_at=asked if entry.get("public") else None,
    )  # fmt: skip
    if "picture" in entry:
        made.picture = keep(_table(), name="table.png", types=TYPES, most_bytes=1_000_000, owner=cast["jo"], now=asked)
        made.picture_words = entry["picture_words"]
        made.save(update_fields=["picture", "picture_words"])
    for named in entry.get("named", []):
        said = {}
        if "scope" in named:
            said = {
                "scope": named["scope"], "shown_as": named["as"], "decided_at": asked + timedelta(days=2),
                "until": cast.days.today + timedelta(days=325), "how": How.ONLINE, "recorded_by": cast[named["who"]],
            }  # fmt: skip
        Mention.objects.create(
            milestone=made, person=cast[named["who"]], in_picture=named.get("in_picture", False), asked_at=asked, **said
        )


def _story(cast, entry):
    at = cast.days.at(cast.days.today - timedelta(days=21), "14:00")
    yes = {}
    if not entry.get("waits"):
        yes = {
            "approved_at": at, "approved_how": How.ONLINE, "approval_by": cast[entry["who"]], "scope": entry["scope"],
            "shown_as": entry["as"], "expires_on": cast.days.today + timedelta(days=340),
            "published_at": at + timedelta(days=3) if entry.get("public") else None,
        }  # fmt: skip
    OwnStory.objects.create(
        person=cast[entry["who"]], title=entry["title"], words=entry["words"],
        typed_by=cast["jo"] if entry.get("waits") else cast[entry["who"]],
        state=OwnStory.State.WAITING if entry.get("waits") else OwnStory.State.APPROVED, **yes,
    )  # fmt: skip


def _table() -> bytes:
    """The mark of this site as a picture: a round table and six seats, drawn here."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (800, 600), "#fbf6ef")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((220, 130, 580, 470), fill="#e9d8bd", outline="#8a6d3b", width=6)
    for (x, y), colour in zip(SEATS, COLOURS, strict=True):
        draw.ellipse((x - 62, y - 62, x + 62, y + 62), fill=colour)
        draw.ellipse((x - 26, y - 26, x + 26, y + 26), fill="#fbf6ef")
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _look_back(cast):
    """How much say people had in the group's last year, as staff see it; five members said how one of them felt."""
    steps = {step.place: step for step in ladders()[0].items.all()}
    held = Activity.objects.held().with_lived_experience().filter(ended_on__gte=cast.days.today - timedelta(days=365))
    for number, activity in enumerate(held.order_by("ended_on", "pk")):
        if number % 4 != NOT_SAID:
            at = cast.days.at(activity.ended_on, "17:00")
            step = steps[4 + number % 3]
            Rating.objects.create(activity=activity, side=Side.STAFF, step=step, noted_at=at, noted_by=cast["jo"])
    rated = held.filter(ratings__side=Side.STAFF, participations__person=cast["rowan"]).newest().first()
    for place, part in enumerate(
        rated.participations.filter(is_lived_experience=True).order_by("person__sort_name")[:6]
    ):
        Rating.objects.create(
            activity=rated, side=Side.MEMBER, person=part.person, step=steps[4 + place % 2], noted_at=cast.days.now,
            noted_by=part.person,
        )  # fmt: skip
    _felt_last_year(cast, steps)
    Reflection.objects.create(
        activity=rated, side=Side.MEMBER, person=cast["rowan"], went_well="We were asked before anything was decided.",
        did_not="Half an hour less would have been enough.", read_by=ReadBy.NAMED, noted_at=cast.days.now,
        noted_by=cast["rowan"],
    )  # fmt: skip


def _felt_last_year(cast, steps):
    """Members on two steps, for the chart of both sides of the financial year that is over; no piece of work by more than five."""
    year = next(each.live for each in offered(today=cast.days.today) if each.is_year)
    work = Activity.objects.held().with_lived_experience().filter(ended_on__range=(year.first, year.last))
    said = set()
    for activity in (
        work.filter(ratings__side=Side.STAFF).exclude(ratings__side=Side.MEMBER).order_by("-ended_on", "-pk")[:8]
    ):
        parts = activity.participations.filter(is_lived_experience=True).exclude(person__in=said)
        for part in parts.select_related("person").order_by("person__sort_name", "pk")[:5]:
            said.add(part.person_id)
            Rating.objects.create(
                activity=activity, side=Side.MEMBER, person=part.person, step=steps[5 - len(said) % 2],
                noted_at=cast.days.at(activity.ended_on, "19:00"), noted_by=part.person,
            )  # fmt: skip
