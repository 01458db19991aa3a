"""The day of a conference: what a phone keeps, whose name stands where, and what is gone when it is gone."""

import io
import uuid

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from meetings.actions import check_in, day_codes, evaluation, planning_group, speakers, tables
from meetings.actions.check_in import Pressed
from meetings.day_queries import themes_of_tables
from meetings.forms.day import SpeakerForm
from members.actions import consents
from members.files import NotTooLarge
from members.models import Consent
from tests import factories as make
from tests.factories import day as make_day
from tests.meetings.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def conference(cast):
    return make_day.gathering(starts_at=NOW, lead=cast.ash, team=cast.team)


@pytest.fixture
def jo(cast):
    return {"actor": cast.actor("jo"), "now": NOW}


def test_the_page_that_a_phone_keeps_for_later_has_nobodys_name_in_it(client, cast, as_user, conference):
    make_day.registered(conference, "Kit Rowe")
    press = Pressed(uuid.uuid4(), "walk_in", NOW, None, "Kit")
    check_in.keep(gathering=conference, presses=[press], actor=cast.actor("ash"), now=NOW)
    ash = as_user(client, cast.ash)
    address = reverse("meetings:door", args=[conference.pk])
    assert "Kit" in ash.get(address).content.decode()
    kept = ash.get(address, {"phone": "1"}).content.decode()
    assert "data-door" in kept
    assert "Kit" not in kept


def test_staff_choose_a_speaker_among_those_they_may_see(cast, conference):
    stranger = make.person("Enquiring Stranger")
    offered = SpeakerForm(actor=cast.actor("ash")).fields["person"].queryset
    assert cast.rowan in offered
    assert stranger not in offered
    assert stranger in SpeakerForm(actor=cast.actor("jo")).fields["person"].queryset
    known = speakers.add(gathering=conference, name="E. Stranger", person=stranger, actor=cast.actor("jo"), now=NOW)
    assert stranger in SpeakerForm(actor=cast.actor("ash"), instance=known).fields["person"].queryset, "it stands there"


def test_of_a_walk_in_who_was_put_together_and_of_a_speaker_who_left_nothing_stays(cast, conference, jo):
    sam = make_day.registered(conference, "Sam Okafor")
    press = Pressed(uuid.uuid4(), "walk_in", NOW, None, "Sammy O")
    check_in.keep(gathering=conference, presses=[press], **jo)
    guest = conference.registrations.get(came_by="door")
    check_in.put_together(gathering=conference, stays=sam, goes=guest, **jo)
    speaker = speakers.add(gathering=conference, name="Ingrid Marsh", **jo)
    speakers.claim(speaker=speaker, token=speaker.token, bio="I was in hospital.", needs="", now=NOW)
    speakers.remove(speaker=speaker, **jo)
    for model, name in (("RegistrationEvent", "Sammy O"), ("SpeakerEvent", "Ingrid Marsh")):
        assert not apps.get_model("meetings", model).objects.filter(name=name).exists()
    sam.refresh_from_db()
    assert sam.came_at == NOW


def test_a_photo_far_too_large_is_not_kept_and_what_was_typed_around_it_stays(client, conference, jo, monkeypatch):
    monkeypatch.setattr(NotTooLarge, "MOST", 10)
    speaker = speakers.add(gathering=conference, name="Rowan A", **jo)
    words = {"bio": "Still here", "photo_agreed": "on", "photo_words": "Me"}
    photo = SimpleUploadedFile("me.png", b"x" * 400)
    page = client.post(f"/speaking/{speaker.token}/", {**words, "photo": photo}).content.decode()
    for said in ("This photo is too large", "Still here", 'value="Me"'):
        assert said in page


def test_a_speakers_photo_goes_with_the_person_also_when_it_was_found_later_who_it_is(cast, conference, jo):
    speaker = speakers.add(gathering=conference, name="Rowan A", **jo)
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    photo = SimpleUploadedFile("me.png", picture.getvalue())
    speakers.claim(
        speaker=speaker,
        token=speaker.token,
        bio="",
        needs="",
        photo=photo,
        photo_agreed=True,
        photo_words="Me",
        now=NOW,
    )
    slides = SimpleUploadedFile("slides.pdf", b"%PDF-1.4 words")
    brought = speakers.bring_file(speaker=speaker, token=speaker.token, file=slides, now=NOW)
    speakers.edit(speaker=speaker, person=cast.rowan, **jo)
    speaker.photo.refresh_from_db()
    brought.file.refresh_from_db()
    assert (speaker.photo.about_person, brought.file.about_person) == (cast.rowan, cast.rowan)


def test_only_what_a_table_said_may_be_repeated_and_somebody_looked_at_stands_on_the_open_page(conference, jo):
    table = tables.add(gathering=conference, question="What helps?", **jo)
    for theme, may_use, ready in (
        ("Waiting", "quote", True), ("Jo Bloggs", "quote", False), ("Our own", "inside", True),
    ):  # fmt: skip
        note = tables.note_from_paper(
            table=table, uid=uuid.uuid4(), words="So it is", theme=theme, may_use=may_use, **jo
        )
        tables.change_note(note=note, is_ready=ready, **jo)
    assert themes_of_tables(conference) == [("Waiting", 1)]


def test_a_partner_of_the_planning_group_reads_a_members_name_only_when_they_agreed(
    client, cast, as_user, conference, jo
):
    planning_group.ask_in(gathering=conference, person=cast.kim, organisation=cast.organisation, **jo)
    for person in (cast.rowan, cast.ash):
        planning_group.ask_in(gathering=conference, person=person, **jo)
    planning_group.add_task(gathering=conference, title="Ask the choir", owner=cast.rowan, **jo)
    address = reverse("meetings:planning", args=[conference.pk])
    page = as_user(client, cast.kim).get(address).content.decode()
    assert cast.ash.name in page
    assert cast.rowan.name not in page
    assert "A member" in page
    consents.give(person=cast.rowan, consent=Consent.NETWORK, how="online", actor=cast.actor("rowan"), now=NOW)
    assert cast.rowan.name in client.get(address).content.decode()
    client.logout()
    assert cast.rowan.name in as_user(client, cast.jo).get(address).content.decode()


def test_tasks_and_money_are_copied_only_from_a_day_that_is_theirs_to_plan(client, cast, as_user, conference, jo):
    other = make_day.gathering("Secret away day", days=-300, now=NOW, state="draft", team=make.team("Another team"))
    planning_group.add_task(gathering=other, title="Book the hall", **jo)
    with pytest.raises(PermissionDenied):
        planning_group.copy_from(gathering=conference, before=other, actor=cast.actor("ash"), now=NOW)
    address = reverse("meetings:planning", args=[conference.pk])
    assert "Secret away day" not in as_user(client, cast.ash).get(address).content.decode()
    client.logout()
    assert "Secret away day" in as_user(client, cast.jo).get(address).content.decode()


def test_no_answer_is_shown_while_another_may_still_come(client, cast, as_user, conference, jo):
    evaluation.add_the_usual(gathering=conference, **jo)
    question = conference.evaluation_questions.first()
    for _ in range(25):
        evaluation.type_in(gathering=conference, uid=uuid.uuid4(), answers={question.pk: "5"}, **jo)
    code = day_codes.code_for(gathering=conference, purpose="evaluation", **jo)
    address = reverse("gathering_evaluation", args=[conference.pk])
    page = as_user(client, cast.tal, "trustee").get(address).content.decode()
    assert "Answers can still be handed in." in page
    assert "Yes, very much" not in page
    day_codes.close(code=code, **jo)
    assert "Answers can still be handed in." not in client.get(address).content.decode()
    assert question.words in client.get(address).content.decode()
