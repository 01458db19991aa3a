"""A test letter, by the way every letter goes, to whoever asks whether post works."""

from django.conf import settings
from django.urls import reverse

from members.models import Channel
from members.post import letters
from members.post.failures import TEST_LETTER
from members.post.letters import Lane


def register_kinds():
    """Makes this letter known; called by `members.emails`."""
    letters.register(
        TEST_LETTER, render=_test_letter, still_true=_always, lane=Lane.ANSWER, essential=True, windowed=False,
        purpose=Channel.Purpose.EVERYTHING, words="Test letter", human_twin=False,
        rule="They pressed a button to see whether letters leave.",
    )  # fmt: skip


def note_letter(*, person, now):
    """The next one of this person. The moment tells them apart: old ones go one day, and how many are left would choose the
    key of one that is still there."""
    number = int(now.timestamp() * 1_000_000)
    letters.note(
        kind=TEST_LETTER, key=f"{TEST_LETTER}:{person.pk}:{number}", person=person, about=f"person:{person.pk}",
        facts={"number": number}, due_at=now, now=now, way=Channel.Way.EMAIL,
    )  # fmt: skip


def _test_letter(letter, *, now):
    address = settings.BASE_URL + reverse("settings_test_letter")
    return letters.compose("members/email/test_letter", {"first_name": letter.person.first_name, "address": address})


def _always(letter, *, now):
    return ""
