"""The timeline from 1994 on, who said yes to being in it, stories in people's own words, and what stands in public."""

import io
from datetime import timedelta

from PIL import Image, ImageDraw

from coproduction.story.reading import read
from meetings.models import Quote
from members.files import keep
from members.models.consent import How
from members.pictures import TYPES
from projects.models import Contribution, Mention, Milestone, OwnStory
from projects.telling_rules import when_from

COLOURS = ("#f4b740", "#b4472f", "#2f7d5b", "#5b4b8a", "#0d5c63", "#c98a1b")
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
    picture = Image.new("RGB", (800, 600), "#fbf6ef")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((220, 130, 580, 470), fill="#e9d8bd", outline="#8a6d3b", width=6)
    for (x, y), colour in zip(SEATS, COLOURS, strict=True):
        draw.ellipse((x - 62, y - 62, x + 62, y + 62), fill=colour)
        draw.ellipse((x - 26, y - 26, x + 26, y + 26), fill="#fbf6ef")
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
