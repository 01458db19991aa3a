"""One letter: you are in a picture of something we did; may we show it? Silence is no yes, and nothing is sent twice."""

from django.conf import settings
from django.urls import reverse

from members.models import Channel
from members.post import letters
from projects.models import Pictured

KIND = "evidence_pictured"


def register():
    """Make our kind known (called once, when the site starts)."""
    letters.register(
        KIND, render=render, still_true=still_true, lane=letters.Lane.ANSWER, essential=False, windowed=True,
        purpose=Channel.Purpose.EVERYTHING, words="May we show a picture of you?",
        rule="When somebody is pictured in a file that shows what came of a piece of work: to them.",
    )  # fmt: skip


def ask_pictured(rows, *, now) -> int:
    noted = [
        {
            "kind": KIND, "key": f"{KIND}:{each.pk}:{int(each.asked_at.timestamp())}", "person": each.person_id,
            "about": f"evidence:{each.evidence_id}",
            "facts": {"pictured": each.pk}, "due_at": now,
        }
        for each in rows
    ]  # fmt: skip
    return letters.note_many(noted, now=now) if noted else 0


def _pictured(letter):
    found = Pictured.objects.select_related("person", "evidence__project")
    return found.filter(pk=letter.facts.get("pictured")).first()


def still_true(letter, *, now):
    found = _pictured(letter)
    if found is None:
        return "The picture is gone, or they are not named in it any more."
    return "They have answered." if found.decided_at else ""


def render(letter, *, now):
    found = _pictured(letter)
    link = settings.BASE_URL + reverse("projects:my_part")
    return letters.compose(
        "projects/email/evidence_pictured", {"person": found.person, "pictured": found, "link": link}
    )
