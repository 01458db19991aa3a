"""Addresses that only a coordinator opens and that nobody owns: a spreadsheet, a letter to many, the words of a letter."""

from django.utils import timezone

from members.models import Mailing, PeopleImport


def _spreadsheet(things):
    made, _ = PeopleImport.objects.get_or_create(
        name="list.csv", defaults={"state": "checked", "counts": {"undecided": 0}, "uploaded_at": timezone.now()}
    )
    return [made.pk]


def _mailing(things):
    made, _ = Mailing.objects.get_or_create(
        subject="A letter", defaults={"words": "Hello.", "written_at": timezone.now()}
    )
    return [made.pk]


ABOUT = {
    **dict.fromkeys(
        (f"members:{name}" for name in ("people_import", "import_columns", "import_decide", "import_bring_in", "import_undo",
                                        "import_throw_away")),
        _spreadsheet,
    ),
    **dict.fromkeys((f"members:{name}" for name in ("mailing", "mailing_edit", "mailing_try", "mailing_send")), _mailing),
    "members:mailing_change": lambda things: [*_mailing(things), "hold"],
    "members:letter_words_edit": lambda things: ["meeting_invitation"],
    "members:read_out": lambda things: [things.person.pk],
    "members:end_visit": lambda things: [0],
}  # fmt: skip
