"""Pictures that show what came of a piece of work: two that people said yes to, and one that waits for Rowan."""

import io
from datetime import timedelta

from coproduction.story.reading import read
from members.files import keep
from members.models.consent import How
from members.pictures import TYPES
from projects.models import Change, Evidence, Pictured, Project

COLOURS = ("#f4b740", "#2f7d5b", "#c98a1b", "#0d5c63")


def show(cast):
    for entry in read("showing")["picture"]:
        _picture(cast, entry)


def _picture(cast, entry):
    at = cast.days.at(cast.days.today - timedelta(days=entry["ago"]), "15:00")
    change = None
    if "said" in entry:
        change = Change.objects.filter(contribution__text=entry["said"]).order_by("pk").first()
        if change is None:
            return
    project = change.contribution.project if change else Project.objects.get(title=entry["project"])
    kept = keep(_wall(entry["people"]), name="wall.png", types=TYPES, most_bytes=1_000_000, owner=project.lead, now=at)
    made = Evidence.objects.create(
        project=project, change=change, title=entry["title"], kept=kept, is_picture=True,
        picture_words=entry["picture_words"], shows_nobody=not entry["people"], readers=entry["readers"],
        added_by=project.lead, added_at=at,
    )  # fmt: skip
    for named in entry.get("pictured", []):
        said = {}
        if "scope" in named:
            said = {
                "scope": named["scope"], "until": cast.days.today + timedelta(days=300), "decided_at": at + timedelta(days=1),
                "how": How.ONLINE, "recorded_by": cast[named["who"]],
            }  # fmt: skip
        Pictured.objects.create(evidence=made, person=cast[named["who"]], asked_at=at, **said)


def _wall(people) -> bytes:
    """Sheets of paper on a wall and so many people before it, drawn here."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (800, 500), "#fbf6ef")
    draw = ImageDraw.Draw(picture)
    for at in range(9):
        left, top = 60 + (at % 3) * 240, 40 + (at // 3) * 140
        draw.rectangle((left, top, left + 200, top + 110), fill=COLOURS[at % 3], outline="#8a6d3b", width=3)
        for line in range(3):
            draw.line(
                (left + 20, top + 30 + line * 25, left + 150 + line * 10, top + 30 + line * 25), fill="#fbf6ef", width=6
            )
    for at in range(people):
        x = 220 + at * 320
        draw.ellipse((x - 45, 190, x + 45, 280), fill="#5b4b8a")
        draw.rounded_rectangle((x - 80, 290, x + 80, 500), radius=60, fill="#5b4b8a")
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
