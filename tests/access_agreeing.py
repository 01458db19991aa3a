"""The addresses of texts that are agreed on, and of decisions, in the matrix of access."""

from datetime import timedelta

from django.utils import timezone

from members.post import links
from projects.models import Agreement, Clause, Comment, Decision, Objection, TextVersion, Voice
from tests import factories as make


def rows(*, only, BUTTON, OPEN, OPEN_BUTTON):
    """For tests/access_matrix.py, in its own words. The text is the Network's."""
    readers, keepers = only("CSMTBP"), only("CS")
    see = "agreements agreement pack pack_print comments comment_new decisions decision"
    keep = "agreement_new agreement_edit version_new publish comment_settle decision_new decision_edit decision_note"
    keep += " decision_note_edit decision_decide decision_voice objection_answer"
    buttons = "agreement_step unpublish comment_merge decision_step decision_review"
    nobody_else = only("CS", missing="MTBPGFX")
    return {
        **{f"projects:{name}": (readers, readers) for name in see.split()},
        **{f"projects:{name}": (keepers, keepers) for name in keep.split()},
        **{f"projects:{name}": (BUTTON, keepers) for name in buttons.split()},
        "projects:changes": (only("", missing="CSMTBP"), only("", missing="CSMTBP")),  # there is one version only
        "projects:ratify": (only("", missing="CSMTBP"), only("", missing="CSMTBP")),  # it is not agreed yet
        "decision_by_link": (OPEN, OPEN),
        "agreed": (OPEN, OPEN_BUTTON),
        "agreed_text": (only("", missing="-CSMTBPGFX"), OPEN_BUTTON),  # it is not published
        "projects:position": (nobody_else, nobody_else),
        "projects:objection_withdraw": (BUTTON, nobody_else),
        "priorities": (only("", missing="CSMTBP"), BUTTON),  # nothing is weighed here
    }


def text(things, *, way="consent"):
    """A text of the Network, owned by nobody and of the project of these things, with one version that is asked about."""
    found = Agreement.objects.filter(project=things.project).first()
    if found is not None:
        return found
    now, today = timezone.now(), timezone.localdate()
    network = make.body("Co-Production Network", "network")
    made = Agreement.objects.create(title="What we mean", body=network, project=things.project, started_on=today)
    version = TextVersion.objects.create(agreement=made, number=1, made_at=now)
    Clause.objects.create(version=version, position=1, thread=1, words="Together from the first idea")
    Comment.objects.create(agreement=made, version=version, words="Say who", noted_at=now)
    decision = Decision.objects.create(
        question="Do we agree?",
        agreement=made,
        body=network,
        way=way,
        opened_at=now,
        closes_at=now + timedelta(days=7),
        noted_at=now,
    )
    other = make.organisation("Somebody else's")
    voice = Voice.objects.create(decision=decision, organisation=other, name=other.name)
    Objection.objects.create(voice=voice, version=version, reason="Too long", raised_at=now)
    return made


def _decision(things):
    return text(things).decisions.get()


def _token(things):
    """The link of their person, who has a voice of their own."""
    now = timezone.now()
    voice = Voice.objects.get_or_create(decision=_decision(things), person=things.person)[0]
    link = {"purpose": "decision", "about": voice.about_word, "expires_at": now + timedelta(days=30), "now": now}
    return [links.link_for(person=things.person, **link).token]


def data(name, things):
    return {
        "projects:agreement_step": {"step": "comment"},
        "projects:decision_step": {"step": "reveal"},
        "projects:objection_withdraw": {"came_by": "phone"},
    }.get(name, {})


OF_TEXT = (
    "agreement agreement_edit agreement_step version_new changes pack pack_print ratify publish unpublish comments comment_new "
    "decision_new"
)
OF_DECISION = "decision decision_edit decision_note_edit decision_step decision_decide decision_voice decision_review"
ABOUT = {
    **{f"projects:{name}": lambda things: [text(things).pk] for name in OF_TEXT.split()},
    **{f"projects:{name}": lambda things: [_decision(things).pk] for name in OF_DECISION.split()},
    "decision_by_link": _token,
    "agreed_text": lambda things: [text(things).pk],
    "priorities": lambda things: [_decision(things).pk],
    "projects:comment_settle": lambda things: [text(things).comments.first().pk],
    "projects:comment_merge": lambda things: [text(things).comments.first().pk],
    "projects:position": lambda things: [
        _decision(things).pk,
        _decision(things).voices.get(organisation__isnull=False).pk,
    ],
    "projects:objection_answer": lambda things: [Objection.objects.get(voice__decision=_decision(things)).pk],
    "projects:objection_withdraw": lambda things: [Objection.objects.get(voice__decision=_decision(things)).pk],
}
