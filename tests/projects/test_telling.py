"""The timeline and own stories: nothing shows without a yes, and a yes taken back takes effect everywhere."""

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from members.actions import erasure
from members.files import path_of
from members.models import KeptFile, Letter
from members.rules import Refused
from projects.actions import loop, own_stories, telling
from projects.models import Mention, Milestone, OwnStory
from projects.queries.telling import in_public, said_and_done, shown, with_mentions
from projects.telling_rules import when_from
from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


def photograph(name="table.jpg", kind="JPEG"):
    """As a telephone makes it: with the place where it was taken."""
    file, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825)[2] = (51.0, 17.0, 45.0)  # GPS latitude
    exif[0x010F] = "A telephone"
    Image.new("RGB", (40, 20), "teal").save(file, kind, exif=exif)
    file.seek(0)
    file.name = name
    return file


@pytest.fixture
def stone(cast, now):
    when = {"happened_on": timezone.localdate(now) - timedelta(days=400), "known_to": "month"}
    return telling.add_milestone(
        title="The away day", words="We drew a plan.", picture=photograph(), picture_words="Four people at a table",
        actor=cast.actor("jo"), now=now, **when,
    )  # fmt: skip


@pytest.fixture
def pictured(cast, stone, now):
    """Rowan and Sam are in the picture and say yes in public; it stands in public."""
    asked = telling.mention(
        milestone=stone, people=[cast.rowan, cast.sam], in_picture=True, actor=cast.actor("jo"), now=now
    )
    until = timezone.localdate(now) + timedelta(days=30)
    for each in asked:
        said = {"scope": "public", "shown_as": "first_name", "until": until, "how": "spoken"}
        telling.decide(mention=each, actor=cast.actor("jo"), now=now, **said)
    return telling.publish(milestone=stone, public=True, actor=cast.actor("jo"), now=now)


def test_when_nobody_is_chosen_that_is_read_out_with_the_box_for_names(stone, cast, client, as_user):
    here = reverse("projects:milestone_people", args=[stone.pk])
    jo = as_user(client, cast.jo, "coordinator")
    assert "aria-invalid" not in jo.get(here).text
    refused = jo.post(here, {})
    assert refused.status_code == 422
    box = re.search(r'<input[^>]* name="who"[^>]*>', refused.text)[0]
    assert 'aria-invalid="true"' in box
    [told_by] = re.findall(r'aria-describedby="([^"]+)"', box)
    assert refused.text.count(f'id="{told_by}"') == 1
    assert "Please choose at least one person." in refused.text.partition(f'id="{told_by}"')[2].partition("</div>")[0]


def on(stone, *, public, today):
    return shown(with_mentions(Milestone.objects.filter(pk=stone.pk)).get(), public=public, today=today)


def test_a_picture_is_kept_without_the_place_it_was_taken_and_never_without_its_description(cast, stone, now):
    with Image.open(path_of(stone.picture)) as kept:
        assert not kept.getexif()
    more = {
        "title": "x",
        "words": "",
        "happened_on": timezone.localdate(now),
        "known_to": "day",
        "actor": cast.actor("jo"),
    }
    with pytest.raises(Refused, match="what the picture shows"):
        telling.add_milestone(picture=photograph(), picture_words=" ", now=now, **more)
    program = io.BytesIO(b"MZ\x90 this is a program")
    program.name = "table.png"
    with pytest.raises(Refused, match="not a picture"):
        telling.add_milestone(picture=program, picture_words="A table", now=now, **more)
    assert KeptFile.objects.count() == 1


def test_a_picture_of_whom_nobody_has_said_anything_is_not_shown_and_a_new_one_leaves_the_public_page(cast, stone, now):
    today, jo = timezone.localdate(now), cast.actor("jo")
    assert not on(stone, public=False, today=today).picture, "somebody may be in it"
    said = {name: getattr(stone, name) for name in ("title", "words", "happened_on", "known_to", "picture_words")}
    looked = telling.edit_milestone(milestone=stone, shows_nobody=True, actor=jo, now=now, **said)
    telling.publish(milestone=looked, public=True, actor=jo, now=now)
    assert on(stone, public=True, today=today).picture
    telling.edit_milestone(milestone=looked, picture=photograph(), shows_nobody=False, actor=jo, now=now, **said)
    assert Milestone.objects.get().published_at is None


def test_nobody_shows_before_their_yes_and_one_yes_too_few_hides_the_picture(cast, stone, client, as_user, now):
    today = timezone.localdate(now)
    [rowan, sam] = telling.mention(
        milestone=stone, people=[cast.rowan, cast.sam], in_picture=True, actor=cast.actor("jo"), now=now
    )
    assert Letter.objects.filter(kind="story_mention").count() == 2
    assert not on(stone, public=False, today=today).picture
    until = today + timedelta(days=30)
    said = {"shown_as": "full_name", "until": until, "how": "online", "now": now}
    telling.decide(mention=rowan, scope="public", actor=cast.actor("rowan"), **said)
    assert (on(stone, public=False, today=today).picture, on(stone, public=False, today=today).names) == (
        False,
        cast.rowan.name,
    )
    telling.decide(mention=sam, scope="inside", actor=cast.actor("sam"), **said)
    assert on(stone, public=False, today=today).picture
    assert not on(stone, public=True, today=today).picture
    assert not on(stone, public=False, today=until + timedelta(days=1)).picture, "a yes ends on its day"
    telling.publish(milestone=stone, public=True, actor=cast.actor("jo"), now=now)
    assert client.get(f"/our-story/{stone.pk}/picture/").status_code == 404
    front = words(client.get("/our-story/"))
    assert cast.rowan.name in front
    assert cast.sam.name not in front
    as_user(client, cast.robin, "member")
    assert client.get(f"/projects/mentions/{rowan.pk}/").status_code == 404, "somebody else's yes is not mine to see"


def test_a_yes_taken_back_removes_the_picture_everywhere_with_its_file(cast, pictured, client, as_user, now):
    place = path_of(pictured.picture)
    assert client.get(f"/our-story/{pictured.pk}/picture/").status_code == 200
    as_user(client, cast.rowan, "member")
    mine = Mention.objects.get(person=cast.rowan)
    answer = {"scope": "nobody", "shown_as": "no_name"}
    assert client.post(f"/projects/mentions/{mine.pk}/", answer).status_code == 302
    assert client.get(f"/our-story/{pictured.pk}/picture/").status_code == 404
    pictured.refresh_from_db()
    assert pictured.picture is None
    assert not KeptFile.objects.filter(stored=place.name).exists()
    client.logout()
    assert "Rowan" not in words(client.get("/our-story/"))
    assert f"<bdi>{cast.sam.first_name}</bdi>" in words(client.get("/our-story/")), (
        "who only took part in it keeps what they said"
    )


def test_whoever_is_erased_leaves_no_picture_and_no_story(cast, pictured, client, now):
    own = own_stories.write(
        person=cast.rowan, title="Tea", words="It began with tea", actor=cast.actor("rowan"), now=now
    )
    erasure.erase(person=cast.rowan, actor=cast.actor("jo"), now=now)
    pictured.refresh_from_db()
    assert pictured.picture is None
    assert not OwnStory.objects.filter(pk=own.pk).exists()
    client.logout()
    assert "Rowan" not in words(client.get("/our-story/"))


def test_a_story_is_read_by_nobody_before_its_tellers_yes_and_changed_words_ask_again(cast, client, as_user, now):
    today, jo, rowan = timezone.localdate(now), cast.actor("jo"), cast.actor("rowan")
    story = own_stories.write(person=cast.rowan, title="Tea", words="It began with tea", actor=jo, now=now)
    own_stories.ask(story=story, actor=jo, now=now)
    assert Letter.objects.get(kind="story_yes").person == cast.rowan
    tal = cast.actor("tal")
    assert not OwnStory.objects.visible_to(tal, today=today).exists()
    yes = {"scope": "public", "shown_as": "first_name", "until": today + timedelta(days=9), "how": "online", "now": now}
    own_stories.approve(story=story, actor=rowan, **yes)
    own_stories.publish(story=story, public=True, actor=jo, now=now)
    assert "It began with tea" in words(client.get("/our-story/"))
    assert OwnStory.objects.visible_to(tal, today=today).exists()
    assert not OwnStory.objects.public(today=today + timedelta(days=10)).exists()
    own_stories.write(person=cast.rowan, story=story, title="Tea", words="It began with coffee", actor=jo, now=now)
    assert "It began" not in words(client.get("/our-story/"))
    with pytest.raises(Refused, match="words have changed"):
        own_stories.approve(story=story, read=story.words_digest, actor=rowan, **yes)  # read before jo changed them
    with pytest.raises(Refused, match="has not said yes"):
        own_stories.publish(story=story, public=True, actor=jo, now=now)
    as_user(client, cast.rowan, "member")
    assert client.post(f"/projects/stories/{story.pk}/take-back/").status_code == 302
    assert OwnStory.objects.get().state == "withdrawn"
    assert not OwnStory.objects.visible_to(jo, today=today).exists()
    with pytest.raises(Refused, match="Only they"):
        own_stories.approve(story=story, actor=jo, **yes)


def test_you_said_we_did_needs_a_yes_to_quoting_an_answer_and_everybody_told(cast, welcoming, client, now):
    jo = cast.actor("jo")
    said = make.contribution(welcoming, people=[cast.rowan], answer="cannot")
    for problem in ("quoted outside", "Not everybody"):
        with pytest.raises(Refused, match=problem):
            own_stories.publish_said(contribution=said, public=True, actor=jo, now=now)
        type(said).objects.filter(pk=said.pk).update(quote="anonymous")
    loop.told_face_to_face(contribution=said, person=cast.rowan, actor=jo, now=now)
    own_stories.publish_said(contribution=said, public=True, actor=jo, now=now)
    assert [pair.answer for pair in said_and_done(in_public())] == ["We couldn’t"]
    assert "There is no money for it." in words(client.get("/you-said/"))


@pytest.mark.parametrize(
    ("said", "day", "known"),
    [("1994", "1994-01-01", "year"), ("October 2023", "2023-10-01", "month"), ("31 January 2024", "2024-01-31", "day"),
     ("31/01/2024", "2024-01-31", "day"), ("Oct 2023", "2023-10-01", "month")],
)  # fmt: skip
def test_a_day_is_written_as_well_as_it_is_known(said, day, known):
    assert (when_from(said)[0].isoformat(), when_from(said)[1]) == (day, known)
    for nonsense in ("31/02/2024", "Ju 2020", "last year", ""):
        with pytest.raises(Refused):
            when_from(nonsense)
