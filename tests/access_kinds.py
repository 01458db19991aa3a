"""The addresses of the kinds of work, in the matrix of access."""

from django.utils import timezone

from projects.models import CoLead, OutsideMeeting, ProjectKind, StandingOffer, TableQuestion


def rows(*, BUTTON, only):
    keeps = only("CS", missing="MTBPGFX")
    every, desk = only("CSMTBPGFX"), only("C", missing="SMTBPGFX")
    seen = only("CSM", missing="TBPGFX")
    own = only("M", missing="CSTBPGFX")
    return {
        "projects:kind_choose": (BUTTON, keeps),
        "projects:need": (keeps, keeps),
        "projects:table_new": (keeps, keeps),
        "projects:table": (seen, BUTTON),
        "projects:table_sheet": (seen, BUTTON),
        "projects:table_add": (BUTTON, keeps),
        "projects:table_drop": (BUTTON, keeps),
        "projects:table_off": (BUTTON, keeps),
        "projects:table_ask": (BUTTON, seen),
        "projects:table_answer": (keeps, keeps),
        "projects:standing_offers": (every, BUTTON),
        "projects:offer_new": (every, every),
        "projects:offer_new_for": (desk, desk),
        "projects:offer_say": (desk, desk),
        "projects:offer_book": (keeps, keeps),
        "projects:offer_edit": (only("CM", missing="STBPGFX"), only("CM", missing="STBPGFX")),
        "projects:offer_withdraw": (BUTTON, only("CM", missing="STBPGFX")),
        "projects:co_lead_new": (keeps, keeps),
        "projects:co_lead_end": (BUTTON, keeps),
        "projects:co_lead_did": (own, own),
        "projects:co_lead_hears": (BUTTON, own),
    }


def _course(things):
    words = {"kind": "course", "version": "1", "chosen_at": timezone.now()}
    ProjectKind.objects.get_or_create(project=things.project, defaults=words)
    return things.project.pk


def _led(things):
    words = {"hat": "advisory_member", "began_on": timezone.localdate()}
    return [CoLead.objects.get_or_create(project=things.project, person=things.person, defaults=words)[0].pk]


def _offered(things):
    words = {
        "title": "I talk",
        "when_words": "Tuesdays",
        "place": "Online",
        "offer": "£10",
        "put_up_at": timezone.now(),
    }
    return [StandingOffer.objects.get_or_create(person=things.person, defaults=words)[0].pk]


def _table(things):
    today = timezone.localdate()
    words = {
        "title": "A contract",
        "organisation": "The council",
        "on_day": today,
        "debrief_on": today,
        "made_at": timezone.now(),
    }
    return OutsideMeeting.objects.get_or_create(project=things.project, person=things.person, defaults=words)[0]


def _question(things):
    words = {"question": "When?", "noted_at": timezone.now(), "due_on": timezone.localdate()}
    return TableQuestion.objects.get_or_create(meeting=_table(things), defaults=words)[0].pk


ABOUT = {
    "projects:table_new": "project",
    **{
        f"projects:{name}": lambda things: [_table(things).pk]
        for name in "table table_sheet table_off table_ask".split()
    },
    "projects:table_add": lambda things: [_table(things).pk, "brief"],
    "projects:table_drop": lambda things: [_table(things).pk, "topic", 1],
    "projects:table_answer": lambda things: [_question(things)],
    "projects:offer_new_for": "person",
    **{f"projects:offer_{name}": _offered for name in ("say", "book", "edit", "withdraw")},
    "projects:co_lead_new": "project",
    **{f"projects:co_lead_{name}": _led for name in ("end", "did", "hears")},
    "projects:kind_choose": "project",
    "projects:need": lambda things: [_course(things), "pair"],
}
