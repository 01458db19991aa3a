"""Addresses that only a coordinator opens and that nobody owns: a spreadsheet, a letter to many, the words of a letter."""

from django.utils import timezone

from members.models import Mailing, PeopleImport


def rows(*, only, SIGNED_IN, BUTTON, DESK, OPEN, EVERYBODY):
    """For tests/access_matrix.py, in its own words."""
    return {
        "members:mailings": (DESK, DESK),
        "members:mailing_new": (DESK, DESK),
        "members:mailing": (DESK, DESK),
        "members:mailing_edit": (DESK, DESK),
        "members:mailing_try": (BUTTON, DESK),
        "members:mailing_send": (BUTTON, DESK),
        "members:mailing_change": (BUTTON, DESK),
        "members:letter_words": (DESK, DESK),
        "members:letter_words_edit": (DESK, DESK),
        "members:imports": (DESK, DESK),
        "members:import_template": (DESK, DESK),
        "members:people_import": (DESK, DESK),
        "members:import_columns": (BUTTON, DESK),
        "members:import_decide": (BUTTON, DESK),
        "members:import_bring_in": (BUTTON, DESK),
        "members:import_know": (BUTTON, DESK),
        "members:person_knows": (BUTTON, DESK),
        "members:import_undo": (BUTTON, DESK),
        "members:import_throw_away": (BUTTON, DESK),
        "members:second_step": (SIGNED_IN, SIGNED_IN),
        "members:my_sign_in": (SIGNED_IN, SIGNED_IN),
        "members:own_device": (BUTTON, SIGNED_IN),
        "members:end_visit": (BUTTON, only("", missing=EVERYBODY)),
        "members:end_all_visits": (BUTTON, SIGNED_IN),
        "members:spoken_sign_in": (OPEN, OPEN),
        "members:read_out": (DESK, DESK),
    }


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
        (f"members:{name}" for name in ("people_import", "import_columns", "import_decide", "import_bring_in", "import_know",
                                        "import_undo", "import_throw_away")),
        _spreadsheet,
    ),
    **dict.fromkeys((f"members:{name}" for name in ("mailing", "mailing_edit", "mailing_try", "mailing_send")), _mailing),
    "members:mailing_change": lambda things: [*_mailing(things), "hold"],
    "members:letter_words_edit": lambda things: ["meeting_invitation"],
    "members:read_out": lambda things: [things.person.pk],
    "members:end_visit": lambda things: [0],
    "mfa_edit_webauthn": lambda things: [1],
    "mfa_remove_webauthn": lambda things: [1],
}  # fmt: skip
