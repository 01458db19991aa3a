"""Programme, speakers and tables: no room twice, a private page for speakers, notes that come once."""

import io
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from meetings import day_sheets
from meetings.actions import day_codes, programme, speakers, tables
from meetings.models import DayPurpose, Session, Speaker, TableNote
from members.models import KeptFile
from members.rules import Refused
from tests.factories import day as make_day
from tests.meetings.conftest import NOW

pytestmark = pytest.mark.django_db
DAY = NOW.replace(hour=10) + timedelta(days=20)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def conference(cast):
    return make_day.gathering(starts_at=DAY, lead=cast.jo, team=cast.team)


@pytest.fixture
def jo(cast):
    return {"actor": cast.actor("jo"), "now": NOW}


@pytest.fixture
def part(conference, jo):
    def made(title, *, start=0, minutes=60, **words):
        starts_at = DAY + timedelta(minutes=start)
        return programme.add(
            gathering=conference, title=title, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes),
            **words, **jo,
        )  # fmt: skip

    return made


@pytest.fixture
def ingrid(conference, jo, cast):
    return speakers.add(gathering=conference, name="Ingrid Marsh", person=cast.rowan, from_group=True, **jo)


def test_no_room_is_wanted_twice_at_one_time(part):
    part("Welcome", room="Great Hall")
    with pytest.raises(Refused, match="great hall is taken then: “Welcome” is there from 10am to 11am"):
        part("Choir", start=30, room="great hall ")
    part("Choir", start=60, room="Great Hall")
    part("Quiet corner", start=30)
    part("Workshop", start=30, room="Small room", sort="workshop")
    assert Session.objects.count() == 4


def test_nobody_speaks_in_two_rooms_at_once_and_nobody_in_a_break(part, ingrid):
    part("Keynote", room="Great Hall", speakers=[ingrid])
    with pytest.raises(Refused, match="Ingrid Marsh speaks in “Keynote” from 10am to 11am"):
        part("Panel", start=59, room="Small room", speakers=[ingrid])
    with pytest.raises(Refused, match="Nobody speaks in a break"):
        part("Lunch", start=90, sort="food", speakers=[ingrid])
    with pytest.raises(Refused, match="lies outside it"):
        part("Afterwards", start=350)
    with pytest.raises(Refused, match="not after the start"):
        part("Backwards", minutes=-10)


def test_a_part_may_be_changed_without_standing_in_its_own_way(part, jo, ingrid):
    keynote = part("Keynote", room="Great Hall", speakers=[ingrid])
    programme.edit(session=keynote, title="Opening", speakers=[ingrid], **jo)
    assert Session.objects.get().title == "Opening"
    programme.remove(session=keynote, **jo)
    assert not Session.objects.exists()
    assert Speaker.objects.exists()


def test_the_form_says_in_which_room_somebody_is(client, cast, as_user, conference, part):
    part("Welcome", room="Great Hall")
    as_user(client, cast.jo)
    typed = {
        "title": "Choir",
        "sort": "talk",
        "day": DAY.date(),
        "starts": "10:30",
        "ends": "11:00",
        "room": "Great Hall",
    }
    page = client.post(reverse("meetings:day_programme", args=[conference.pk]), typed)
    assert page.status_code == 422
    assert "Great Hall is taken then" in page.content.decode()
    assert 'value="Choir"' in page.content.decode()
    assert client.post(
        reverse("meetings:day_programme", args=[conference.pk]), typed | {"room": "Room 2"}
    ).status_code == 302  # fmt: skip


def test_the_programme_is_for_everybody_and_a_draft_is_not(client, conference, part, ingrid):
    part("Keynote", room="Great Hall", speakers=[ingrid], content_note="loss")
    address = reverse("day_programme", args=[conference.slug])
    page = client.get(address).content.decode()
    for words in ("Keynote", "10am to 11am", "Great Hall", "Ingrid Marsh", "May be hard to hear"):
        assert words in page
    for size in ("usual", "large"):
        assert client.get(address, {"print": size}).content.startswith(b"%PDF")
    conference.state = "draft"
    conference.save()
    assert client.get(address).status_code == 404


# ---- speakers ----------------------------------------------------------------------------------------------------------
def picture():
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(made, "PNG")
    return SimpleUploadedFile("me.png", made.getvalue(), content_type="image/png")


def own(speaker):
    return f"/speaking/{speaker.token}/"


def test_each_speaker_has_a_talk_before_and_one_after(ingrid, cast):
    talks = {talk.sort: talk for talk in ingrid.talks.all()}
    assert (talks["prepare"].due_on, talks["debrief"].due_on) == (
        (DAY - timedelta(days=14)).date(), (DAY + timedelta(days=2)).date(),
    )  # fmt: skip
    assert {talk.owner for talk in talks.values()} == {cast.jo}


def test_a_talk_is_held_by_whoever_was_asked_to(ingrid, cast, jo):
    talk = ingrid.talks.first()
    speakers.plan_talk(talk=talk, owner=cast.uma, due_on=NOW.date(), **jo)
    with pytest.raises(PermissionDenied):
        speakers.talk_held(talk=talk, actor=cast.actor("rowan"), now=NOW)
    speakers.talk_held(talk=talk, actor=cast.actor("uma"), now=NOW)
    assert talk.done_on == NOW.date()


def test_a_speaker_without_an_account_claims_their_page_by_the_link(client, conference, ingrid, part):
    part("Keynote", speakers=[ingrid])
    assert "When it is your turn" in client.get(own(ingrid)).content.decode()
    ingrid.refresh_from_db()
    assert ingrid.claimed_at is None, "looking changes nothing"
    told = {"bio": "I paint.", "needs": "A chair with arms.", "photo": picture(), "photo_agreed": "on",
            "photo_words": "A woman with grey hair, smiling"}  # fmt: skip
    assert client.post(own(ingrid), told).status_code == 302
    ingrid.refresh_from_db()
    assert (ingrid.bio, ingrid.needs, ingrid.shows_photo, ingrid.claimed_at) == (
        "I paint.", "A chair with arms.", True, NOW,
    )  # fmt: skip
    page = client.get(reverse("day_programme", args=[conference.slug])).content.decode()
    assert 'alt="A woman with grey hair, smiling"' in page
    assert "A chair with arms" not in page
    photo = reverse("speaker_photo", args=[conference.slug, ingrid.pk])
    assert client.get(photo).status_code == 200
    client.post(own(ingrid), {"bio": "I paint.", "needs": ""})  # no longer agreed: the photo goes
    assert client.get(photo).status_code == 404
    assert not KeptFile.objects.exists()


def test_a_photo_without_its_words_or_without_a_yes_is_not_kept(client, ingrid):
    page = client.post(own(ingrid), {"bio": "Still here", "photo": picture(), "photo_agreed": "on"})
    assert "what the photo shows" in page.content.decode()
    page = client.post(own(ingrid), {"bio": "Still here", "photo": picture(), "photo_words": "Me"})
    assert "only when you agree that it is shown" in page.content.decode()
    assert "Still here" in page.content.decode()
    assert not KeptFile.objects.exists()


def test_slides_are_brought_by_link_and_a_lie_about_their_kind_is_refused(client, cast, as_user, ingrid):
    lie = SimpleUploadedFile("slides.pdf", b"<script>alert(1)</script>")
    page = client.post(own(ingrid), {"step": "file", "file": lie})
    assert (page.status_code, "it is something else inside" in page.content.decode()) == (422, True)
    client.post(own(ingrid), {"step": "file", "file": SimpleUploadedFile("slides.pdf", b"%PDF-1.7 hello")})
    brought = ingrid.files.get()
    assert client.get(reverse("speaking_file", args=[ingrid.token, brought.pk])).status_code == 200
    staff = reverse("meetings:speaker_file", args=[brought.pk])
    assert client.get(staff).status_code == 302, "sign in first"
    assert as_user(client, cast.jo).get(staff).headers["Content-Disposition"].startswith("attachment")
    assert as_user(client, cast.uma).get(staff).status_code == 404
    client.post(own(ingrid), {"step": "away", "file": brought.pk})
    assert not KeptFile.objects.exists()


def test_an_unknown_an_ended_and_an_old_link_are_one_page(client, ingrid, jo):
    old = own(ingrid)
    speakers.new_link(speaker=ingrid, **jo)
    known = client.get(own(ingrid))
    pages = [client.get(old), client.get("/speaking/nothing/"), client.get(f"/speaking/{'x' * 300}/")]
    assert known.status_code == 200
    assert [page.status_code for page in pages] == [404, 404, 404]
    with time_machine.travel(DAY + timedelta(days=90), tick=False):
        assert client.get(own(ingrid)).status_code == 404


def test_the_log_is_one_press_away_for_a_speaker_of_the_group(client, cast, as_user, ingrid):
    with time_machine.travel(DAY + timedelta(days=1), tick=False):
        as_user(client, cast.jo)
        page = client.get(reverse("meetings:speaker", args=[ingrid.pk])).content.decode()
        link = f"{reverse('quick_log')}?speaker={ingrid.pk}"
        assert link in page
        form = client.get(link).content.decode()
        assert "Spoke at Lived Experience Conference" in form
        assert "Rowan Ashdown" in form
        as_user(client, cast.uma)
        assert "Rowan Ashdown" not in client.get(link).content.decode()


# ---- tables ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def table(conference, jo):
    return tables.add(gathering=conference, question="What helps on a bad day?", facilitator_name="Ash", **jo)


@pytest.fixture
def code(conference, table, jo):
    return day_codes.code_for(gathering=conference, purpose=DayPurpose.NOTES, table=table, **jo)


def test_a_note_typed_at_the_table_comes_once_and_says_whether_it_may_be_repeated(client, table, code):
    uid = str(uuid.uuid4())
    for _ in range(2):
        client.post(f"/day/{code.code}/", {"uid": uid, "words": "A quiet room", "theme": "Rooms", "may_use": "on"})
    note = table.notes.get()
    assert (note.text, note.theme, note.may_use, note.written) == ("A quiet room", "Rooms", "quote", "phone")
    assert "A quiet room" in client.get(f"/day/{code.code}/").content.decode()


def test_a_code_is_read_however_it_is_written_and_ends_by_itself(client, code):
    typed = f" {code.code[:4].lower()}-{code.code[4:].lower()} "
    assert client.get("/day/", {"code": typed})["Location"] == f"/day/{code.code}/"
    assert "We do not know the code" in client.get("/day/", {"code": "NOSUCH22"}).content.decode()
    assert client.get("/day/NOSUCH22/").status_code == 404
    with time_machine.travel(DAY + timedelta(days=5), tick=False):
        answer = client.post(f"/day/{code.code}/", {"words": "Too late"})
        assert (answer.status_code, TableNote.objects.count()) == (410, 0)


def test_a_machine_that_fills_in_everything_leaves_nothing(client, code):
    client.post(f"/day/{code.code}/", {"words": "Buy this", "website": "http://example.com"})
    assert not TableNote.objects.exists()


def test_notes_from_paper_become_ready_and_the_table_stays(client, cast, as_user, table, jo):
    as_user(client, cast.ash)
    address = reverse("meetings:day_table", args=[table.pk])
    client.post(address, {"step": "note", "uid": str(uuid.uuid4()), "words": "More breaks"})
    note = table.notes.get()
    assert (note.written, note.may_use) == ("paper", "inside")
    client.post(address, {"step": "about", "note": note.pk, "theme": "Pace", "ready": "1"})
    assert [each.text for each in TableNote.objects.ready()] == ["More breaks"]
    with pytest.raises(Refused, match="There are notes of this table"):
        tables.remove(table=table, **jo)
    client.post(address, {"step": "off", "note": note.pk})
    assert not TableNote.objects.ready().exists()


def test_each_sits_at_one_table(conference, table, jo):
    sam = make_day.registered(conference, "Sam Okafor")
    other = tables.add(gathering=conference, question="And then?", **jo)
    tables.seat(registration=sam, table=table, **jo)
    tables.seat(registration=sam, table=other, **jo)
    assert (table.seats.count(), other.seats.count(), other.number) == (0, 1, 2)


# ---- what is printed ---------------------------------------------------------------------------------------------------
def test_a_badge_says_a_first_name_and_no_label_and_a_name_of_ninety_letters_is_printed(conference):
    quiet = make_day.registered(conference, "Sam Okafor", organisation="Secret Clinic", le=True)
    long = make_day.registered(conference, "A" * 90, badge="full", photo="yes")
    drawn = {}

    def caught(name, data):
        drawn[name] = data
        return drawing(name, data)

    drawing, day_sheets._draw = day_sheets._draw, caught
    try:
        made = day_sheets.badges(conference)
        door = day_sheets.door_list(conference, now=NOW)
    finally:
        day_sheets._draw = drawing
    rows = {row["name"].replace("\u200b", ""): row for row in drawn["badges"]["rows"]}
    assert rows[quiet.first_name] == {"name": "Sam", "organisation": "", "photos": "No photos", "may": False}
    assert rows[long.name]["photos"] == "Photos: yes"
    assert [row[1].replace("\u200b", "")[:3] for row in drawn["door_list"]["rows"]] == ["AAA", "Sam"]
    for pdf in (made, door):
        assert pdf.startswith(b"%PDF")
        assert b"StructTreeRoot" in pdf, "a screen reader finds its way"
