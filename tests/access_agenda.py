"""Agendas and papers in the matrix of access: their addresses, what stands in each, and the things themselves."""

from django.utils import timezone

from meetings.models import Agenda, AgendaItem, Paper, PaperForm
from members import files

ABOUT = {
    **dict.fromkeys(("rsvp_agenda", "rsvp_agenda_mine", "rsvp_views"), "token"),
    "meetings:views": "meeting",
    "meetings:views_for": "rsvp",
    **{f"meetings:{name}": "meeting" for name in (
        "agenda", "agenda_mine", "agenda_plan", "agenda_order", "agenda_do", "agreement", "papers", "papers_posted",
        "papers_complete",
    )},
    **dict.fromkeys(("meetings:agenda_item", "meetings:agenda_step", "meetings:topic_answer"), "topic"),
    "meetings:topic_for": "rsvp",
    "meetings:paper": "paper",
    "meetings:paper_file": "paper_form",
}  # fmt: skip


def data(name, things):
    """What is posted where an empty form could only be a thing that is not there."""
    return {
        "meetings:agenda_mine": {"item": things.topic.pk, "do": "skip"},
        "rsvp_agenda_mine": {"item": things.topic.pk, "do": "skip"},
        "meetings:papers_posted": {"person": things.person.pk},
    }.get(name)


def agenda_things(meeting, person) -> dict:
    """An agenda that is out, with a topic of this person, and a paper with a file."""
    now = timezone.now()
    Agenda.objects.create(meeting=meeting, out_at=now)
    topic = AgendaItem.objects.create(
        meeting=meeting,
        body=meeting.body,
        title="Quiet hours",
        proposed_by=person,
        proposed_at=now,
        came_from="proposed",
    )
    paper = Paper.objects.create(
        meeting=meeting, title="The budget", summary="What we spend.", item=topic, added_at=now
    )
    kept = files.keep(b"%PDF-1.4", name="budget.pdf", types=("pdf",), most_bytes=100, now=now)
    made = PaperForm.objects.create(paper=paper, form="original", kept=kept, made_at=now)
    return {"topic": topic, "paper": paper, "paper_form": made}


def rows(*, only, BUTTON, TEAM, ASKED, OPEN, OPEN_BUTTON):
    """For tests/access_matrix.py, in its own words."""
    readers = only("CSMTBGF", missing="PX")  # partners read papers of the Network alone
    return {
        "rsvp_agenda": (OPEN, OPEN),
        "rsvp_views": (OPEN, OPEN),
        "meetings:views_for": (TEAM, TEAM),
        "rsvp_agenda_mine": (OPEN_BUTTON, OPEN),
        "meetings:agenda": (ASKED, ASKED),
        "meetings:agenda_mine": (BUTTON, ASKED),
        "meetings:agenda_plan": (TEAM, TEAM),
        "meetings:agenda_order": (BUTTON, TEAM),
        "meetings:agenda_do": (BUTTON, TEAM),
        "meetings:agreement": (TEAM, TEAM),
        "meetings:agenda_item": (TEAM, TEAM),
        "meetings:agenda_step": (BUTTON, TEAM),
        "meetings:topic_answer": (TEAM, TEAM),
        "meetings:topic_for": (TEAM, TEAM),
        "meetings:papers": (TEAM, TEAM),
        "meetings:papers_posted": (BUTTON, TEAM),
        "meetings:papers_complete": (BUTTON, TEAM),
        "meetings:paper": (TEAM, TEAM),
        "meetings:paper_file": (readers, BUTTON | dict.fromkeys("CSMTBPGFX", "405")),
    }
