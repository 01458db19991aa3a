"""The keys of sealed fields can be changed: old rows are read, new ones use the new key, then the old one can go."""

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from members.actions import complaints
from members.models import Complaint, Draft

pytestmark = pytest.mark.django_db
SAID = ["half a thought", "A wrong address", "A wrong address"]


@pytest.fixture
def sealed(cast):
    """Something sealed in a table, and in a table with its history."""
    Draft.objects.create(person=cast.rowan, form="notes", words="half a thought", updated_at=timezone.now())
    complaints.make(person=cast.rowan, words="A wrong address", actor=cast.actor("rowan"), now=timezone.now())


def read():
    events = apps.get_model("members", "ComplaintEvent").objects
    return [Draft.objects.get().words, Complaint.objects.get().words, *events.values_list("words", flat=True)]


def test_after_rotation_the_old_key_can_be_dropped(sealed, settings, capsys):
    old, new = settings.FIELD_KEYS, Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, *old]
    assert read() == SAID
    call_command("rotate_field_keys", batch=1)
    assert "Nothing is left under an older key." in capsys.readouterr().out
    settings.FIELD_KEYS = [new]
    assert read() == SAID
    settings.FIELD_KEYS = old
    with pytest.raises(InvalidToken):
        read()


def test_without_rotation_the_old_key_is_still_needed(sealed, settings):
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(InvalidToken):
        read()


def test_run_again_it_changes_nothing_and_counting_changes_nothing(sealed, settings, capsys):
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    call_command("rotate_field_keys", "--check")
    assert "members_draft.words: 1 rows, 1 to seal anew" in capsys.readouterr().out
    call_command("rotate_field_keys")
    assert "members_draft.words: 1 rows, 1 sealed anew" in capsys.readouterr().out
    call_command("rotate_field_keys")
    assert "members_draft.words: 1 rows, 0 sealed anew" in capsys.readouterr().out


def test_a_row_that_no_key_opens_is_a_loud_warning(sealed, settings):
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(CommandError, match="Do not drop any key"):
        call_command("rotate_field_keys")
