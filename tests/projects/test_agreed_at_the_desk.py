"""Writing down at the desk where somebody stands never takes away unseen what they said themselves meanwhile."""

import pytest

from projects.models import Decision, Position
from projects.views import positions
from tests.projects.agreed import take, voice_of, words

pytestmark = pytest.mark.django_db


def test_what_they_said_since_the_page_was_opened_is_shown_before_it_is_replaced(
    cast, put_to_all, same, client, as_user
):
    Decision.objects.update(private_first=False)
    voice = voice_of(put_to_all, cast.organisation)
    address = f"/projects/decisions/{put_to_all.pk}/position/{voice.pk}/"
    version = put_to_all.agreement.versions.get()
    typed = {"version": version.pk, "known": "", "once": "desk"}
    as_user(client, cast.kim, "partner").post(address, {"option": "no_objection", "version": version.pk, "once": "kim"})
    assert Position.objects.get(voice=voice).option == "no_objection"
    desk = as_user(client, cast.jo, "coordinator")
    concern = {"option": "concern", "came_by": "phone", "words": "It is too long", **typed}
    answer = desk.post(address, concern)
    page = words(answer)
    assert answer.status_code == 422
    assert "They have answered since you opened this page" in page
    assert "So far they said: <strong>No objection" in page
    assert "It is too long" in page
    assert Position.objects.get(voice=voice).option == "no_objection"
    known = answer.content.decode().partition('name="known" value="')[2].partition('"')[0]
    assert desk.post(address, {**concern, "known": known, "once": "again"}).status_code == 302
    assert Position.objects.get(voice=voice).option == "concern"


def test_what_they_said_at_the_very_moment_it_is_saved_stays_as_well(
    cast, put_to_all, same, client, as_user, monkeypatch
):
    Decision.objects.update(private_first=False)
    voice, version = voice_of(put_to_all, cast.organisation), put_to_all.agreement.versions.get()
    typed = {"option": "concern", "came_by": "phone", "words": "It is too long", "version": version.pk, "known": ""}

    def meanwhile(*args):
        take(put_to_all, cast.organisation, "no_objection", same)
        return version

    monkeypatch.setattr(positions, "version_of", meanwhile)
    desk = as_user(client, cast.jo, "coordinator")
    assert desk.post(f"/projects/decisions/{put_to_all.pk}/position/{voice.pk}/", typed).status_code == 422
    assert Position.objects.get(voice=voice).option == "no_objection"
