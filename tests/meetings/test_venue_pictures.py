"""Pictures of a place: brought with a description, drawn anew, shown to whoever comes, and gone with their file."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from meetings import gathering_emails
from meetings.actions import venue_pictures
from meetings.models import Venue, VenuePicture
from members import files
from members.models import KeptFile, Letter
from members.post import delivery
from members.rules import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
DOOR = "The side door, with a ramp, left of the car park"
GPS = 0x8825


def photo(name="door.jpg", *, size=(2400, 1200)):
    """A photograph that says where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif.get_ifd(GPS)[1] = "N"
    made = io.BytesIO()
    Image.new("RGB", size, "#0f5e6b").save(made, "JPEG", exif=exif)
    return SimpleUploadedFile(name, made.getvalue(), content_type="image/jpeg")


@pytest.fixture
def halls(db):
    return Venue.objects.create(name="Dorking Halls", address="Dorking")


@pytest.fixture
def bring(cast, halls):
    """`bring("The room")`: one picture of the halls."""

    def brought(words=DOOR, venue=None):
        return venue_pictures.bring(
            venue=venue or halls, file=photo(), words=words, actor=cast.actor("jo"), now=timezone.now()
        )

    return brought


def address_of(picture):
    return reverse("venue_picture", args=[picture.file.stored])


def page_of(client, address):
    return " ".join(client.get(address).content.decode().split())


# ---- keeping them ------------------------------------------------------------------------------------------------------
def test_a_picture_is_brought_described_and_taken_away_with_its_file(client, cast, as_user, halls):
    as_user(client, cast.jo)
    here = reverse("settings_venues_pictures", args=[halls.pk])
    assert here in page_of(client, reverse("settings_venues_edit", args=[halls.pk]))
    assert client.post(here, {"step": "bring", "file": photo(), "words": DOOR}).status_code == 302
    picture = VenuePicture.objects.get()
    assert f'alt="{DOOR}"' in page_of(client, here)
    edited = client.post(here, {"step": "say", "which": picture.pk, f"{picture.pk}-words": "The front door"})
    assert edited.status_code == 302
    picture.refresh_from_db()
    assert picture.words == "The front door"
    place = files.path_of(picture.file)
    assert place.exists()
    assert client.post(here, {"step": "take_away", "which": picture.pk}).status_code == 302
    assert not VenuePicture.objects.exists()
    assert not KeptFile.objects.exists()
    assert client.get(address_of(picture)).status_code == 404


def test_the_file_is_drawn_anew_no_wider_than_a_page_and_says_nothing_of_where_it_was_taken(client, bring):
    picture = bring()
    answer = client.get(address_of(picture))
    assert answer.status_code == 200, "whoever has the address may look: letters and public pages show it"
    shown = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert shown.size == (1600, 800)
    assert not shown.getexif()
    assert client.get(reverse("venue_picture", args=["a" * 40])).status_code == 404


@pytest.mark.parametrize(
    ("file", "words", "sentence"),
    [
        (SimpleUploadedFile("door.gif", b"GIF89a"), DOOR, "This is not a picture we can open."),
        (SimpleUploadedFile("door.png", b"<script>alert(1)</script>"), DOOR, "This is not a picture we can open."),
        (SimpleUploadedFile("door.pdf", b"%PDF-1.7"), DOOR, "This is not a picture we can open."),
        (SimpleUploadedFile("door.png", b"\x89PNG\r\n\x1a\n" + b"0" * 8_000_001), DOOR, "at most 8 MB"),
        (None, DOOR, "Please choose a picture."),
        (photo(), "   ", "what the picture shows, for people who cannot see it."),
    ],
)
def test_what_is_no_picture_or_says_nothing_is_refused_and_what_was_typed_stays(
    client, cast, as_user, halls, file, words, sentence
):
    here = reverse("settings_venues_pictures", args=[halls.pk])
    typed = {"step": "bring", "words": words} | ({"file": file} if file else {})
    answer = as_user(client, cast.jo).post(here, typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert words.strip() in answer.content.decode()
    assert not KeptFile.objects.exists()


def test_a_file_far_too_large_loses_nothing_that_was_typed(client, cast, as_user, halls):
    huge = SimpleUploadedFile("door.png", b"\x89PNG\r\n\x1a\n" + b"0" * 30_000_000)
    here = reverse("settings_venues_pictures", args=[halls.pk])
    answer = as_user(client, cast.jo).post(here, {"step": "bring", "words": DOOR, "file": huge})
    assert answer.status_code == 422
    assert "at most 8 MB" in answer.content.decode()
    assert DOOR in answer.content.decode()
    assert "Please choose a picture" not in answer.content.decode()


def test_only_whoever_keeps_the_venues_brings_pictures_and_not_more_than_six(cast, halls, bring):
    with pytest.raises(PermissionDenied):
        venue_pictures.bring(venue=halls, file=photo(), words=DOOR, actor=cast.actor("ash"), now=timezone.now())
    for number in range(6):
        bring(f"Picture {number}")
    with pytest.raises(Refused, match="take one away first"):
        bring("One more")
    assert VenuePicture.objects.count() == KeptFile.objects.count() == 6


# ---- where they are seen -----------------------------------------------------------------------------------------------
def test_they_stand_on_the_event_the_registration_and_the_meeting_with_their_descriptions(
    client, cast, as_user, halls, bring
):
    picture, room = bring(), bring("The room laid out")
    gathering = make.gathering(venue=halls, team=cast.team)
    alex = make.registration(gathering, "Alex Doe", now=timezone.now(), address="alex@example.org")
    for address in (reverse("event", args=[gathering.slug]), reverse("registration", args=[alex.token])):
        page = page_of(client, address)
        for each in (picture, room):
            assert f'src="{address_of(each)}" alt="{each.words}"' in page
    meeting = make.meeting("Tea and plans", body=cast.group, venue=halls)
    make.rsvp(meeting, cast.rowan, answer="yes", place_no=1)
    as_user(client, cast.rowan, "member")
    here = reverse("meetings:meeting", args=[meeting.pk])
    assert f'src="{address_of(room)}" alt="The room laid out"' in page_of(client, here)
    meeting.room_offered, meeting.phone_offered = False, True
    meeting.save()
    assert "What it looks like there" not in page_of(client, here), "nobody goes there"


def test_pages_ask_the_same_questions_for_one_and_three(client, cast, as_user, halls, bring):
    bring()
    gathering = make.gathering(venue=halls, team=cast.team)
    meeting = make.meeting("Tea and plans", body=cast.group, venue=halls)
    as_user(client, cast.jo)
    pages = [
        reverse("event", args=[gathering.slug]), reverse("meetings:meeting", args=[meeting.pk]),
        reverse("settings_venues_pictures", args=[halls.pk]),
    ]  # fmt: skip

    def asked():
        counts = []
        for address in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    asked()
    one = asked()
    bring("Two"), bring("Three")
    assert asked() == one


def test_the_joining_pack_says_what_each_shows_and_where_to_look(cast, halls, bring):
    picture = bring()
    gathering = make.gathering(venue=halls, team=cast.team)
    make.registration(gathering, "Alex Doe", now=timezone.now(), address="alex@example.org")
    make.registration(gathering, "Bo Roe", now=timezone.now(), way="post", address="4 Elm Row, Leatherhead")
    now = timezone.now()
    gathering_emails.send_pack(gathering, now=now, round_no=1)
    delivery.deliver_due(now=now)
    mail = Letter.objects.get(kind="event_pack", to_address="alex@example.org")
    for words in (mail.text, mail.html):
        assert DOOR in words
        assert address_of(picture) in words
    posted = Letter.objects.get(kind="event_pack", way="post")
    assert DOOR in posted.task.script
