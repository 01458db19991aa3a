"""The sixteen kinds most charities begin with (LOG-08), for a site that has none."""

from django.db import transaction

from meetings.models import Kind, Level
from members.permissions import Permission, require

S, O = Level.STRATEGIC, Level.OPERATIONAL  # noqa: E741 — strategic, operational
USUAL = [  # slug, name, usual level, whether it is a kind of meeting
    ("advisory-group-meeting", "Advisory Group meeting", S, True),
    ("trustee-link", "Meeting with trustees", S, True),
    ("commissioning-meeting", "Commissioning meeting", S, True),
    ("network-meeting", "Network meeting", S, True),
    ("strategy-input", "Work on the strategy", S, True),
    ("away-day", "Away day", S, True),
    ("conference", "Conference", S, False),
    ("interview-panel", "Interview panel", O, True),
    ("staff-induction", "Staff induction", O, True),
    ("materials-design", "Designing leaflets and packs", O, True),
    ("course-co-production", "Making a course or activity together", O, True),
    ("document-review", "Reading and commenting", O, False),
    ("survey-focus-group", "Survey or focus group", O, True),
    ("speaking-story", "Speaking or telling a story", S, False),
    ("evaluation", "Looking back at how it went", O, True),
    ("training-delivered", "Training given", O, True),
]
HEAVY = {"interview-panel", "speaking-story"}  # afterwards somebody asks each person how they are (SUP-07)


@transaction.atomic
def add_the_usual(*, actor, now) -> int:
    """Those that are missing; what the charity has named itself stays as it is."""
    require(actor, Permission.CHANGE_SETTINGS)
    before = Kind.objects.count()
    Kind.objects.bulk_create(
        [
            Kind(
                slug=slug,
                name=name,
                default_level=level,
                is_meeting=is_meeting,
                position=place * 10,
                is_heavy=slug in HEAVY,
            )
            for place, (slug, name, level, is_meeting) in enumerate(USUAL, start=1)
        ],
        ignore_conflicts=True,
    )
    return Kind.objects.count() - before
