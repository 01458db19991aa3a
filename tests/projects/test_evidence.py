"""Files that show what came of a piece of work: nothing shows without a yes, and a yes taken back takes all of it away."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from members.actions import erasure
from members.files import path_of
from members.models import KeptFile, Letter
from members.post import clock
from members.rules import Refused
from projects import evidence_letters
from projects.actions import evidence as actions
from projects.actions import loop
from projects.models import Evidence, Pictured
from projects.queries.evidence import of_project, shown_to
from tests import factories as make
from tests.projects.test_telling import photograph, words

pytestmark = pytest.mark.django_db


def picture(name="wall.jpg"):
    return SimpleUploadedFile(name, photograph(name).read())


def pdf(name="sheet.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.4 a sheet of ideas")


@pytest.fixture
def project(cast):
    return make.project(team=cast.team)


@pytest.fixture
def wall(cast, project, now):
    return actions.attach(
        project=project, upload=picture(), title="A wall of ideas", picture_words="Two people before a wall",
        readers="inside", actor=cast.actor("ash"), now=now,
    )  # fmt: skip


def yes(cast, pictured, who, now, *, scope="inside", days=30):
    until = timezone.localdate(now) + timedelta(days=days)
    return actions.decide(pictured=pictured, scope=scope, until=until, how="online", actor=cast.actor(who), now=now)


def test_a_picture_is_shown_as_far_as_everybody_in_it_says_and_until_their_day(cast, wall, client, as_user, now):
    today = timezone.localdate(now)
    with Image.open(path_of(wall.kept)) as kept:
        assert not kept.getexif(), "where it was taken does not travel with it"
    rowan, sam = actions.ask(evidence=wall, people=[cast.rowan, cast.sam], actor=cast.actor("ash"), now=now)
    assert Letter.objects.filter(kind="evidence_pictured").count() == 2
    yes(cast, rowan, "rowan", now)
    as_user(client, cast.tal, "trustee")
    address = f"/projects/evidence/{wall.pk}/file/"
    assert client.get(address).status_code == 404, "one yes is missing"
    assert "A wall of ideas" not in words(client.get(f"/projects/{wall.project_id}/"))
    yes(cast, sam, "sam", now, scope="team")
    assert shown_to(wall, today=today) == "team", "no further than the one who said least"
    assert client.get(address).status_code == 404
    yes(cast, sam, "sam", now)
    assert client.get(address).status_code == 200
    assert cast.rowan.name not in words(client.get(f"/projects/{wall.project_id}/evidence/")), "nobody is named"
    assert shown_to(wall, today=today + timedelta(days=31)) == "nobody", "a yes ends on its day"
    as_user(client, cast.robin, "member")
    assert client.get(f"/projects/pictured/{rowan.pk}/").status_code == 404, "somebody else's yes is not mine to see"


def test_whoever_takes_their_yes_back_takes_the_file_away_everywhere(cast, wall, client, as_user, now):
    [rowan] = actions.ask(evidence=wall, people=[cast.rowan], actor=cast.actor("ash"), now=now)
    yes(cast, rowan, "rowan", now)
    place = path_of(wall.kept)
    as_user(client, cast.rowan, "member")
    assert "A wall of ideas" in words(client.get("/projects/my-part/"))
    assert client.post(f"/projects/pictured/{rowan.pk}/", {"scope": "nobody"}).status_code == 302
    assert not Evidence.objects.exists()
    assert not KeptFile.objects.filter(stored=place.name).exists()
    as_user(client, cast.ash, "staff")
    assert client.get(f"/projects/evidence/{wall.pk}/file/").status_code == 404, "for the team as well"
    assert "A wall of ideas" not in words(client.get(f"/projects/{wall.project_id}/"))


def test_two_who_say_no_at_once_both_have_their_way(cast, wall, now):
    ash = {"actor": cast.actor("ash"), "now": now}
    rowan, robin = actions.ask(evidence=wall, people=[cast.rowan, cast.robin], **ash)
    robin = Pictured.objects.select_related("person", "evidence").get(pk=robin.pk)  # her page was open already
    for each, who in ((rowan, "rowan"), (robin, "robin")):
        assert yes(cast, each, who, now, scope="nobody") is None
    assert not Evidence.objects.exists()
    actions.remove(evidence=wall, **ash)
    assert actions.ask(evidence=wall, people=[cast.sam], **ash) is None
    assert actions.edit(evidence=wall, title="Wall", picture_words="A wall", readers="team", **ash) is None


def test_a_yes_whose_day_is_over_is_asked_for_again_once(cast, wall, now):
    [rowan] = actions.ask(evidence=wall, people=[cast.rowan], actor=cast.actor("ash"), now=now)
    yes(cast, rowan, "rowan", now)
    later = now + timedelta(days=31)
    for _ in range(2):
        clock.tick(now=later)
    again = Pictured.objects.get()
    assert (again.scope, again.decided_at, again.asked_at) == ("nobody", None, later)
    assert Letter.objects.filter(kind="evidence_pictured", person=cast.rowan).count() == 2
    assert evidence_letters.still_true(Letter.objects.latest("pk"), now=later) == ""


def test_a_file_goes_home_under_its_title_and_not_under_a_name_somebody_gave_it(cast, project, now):
    upload, jo = picture("Rowan at the wall.jpg"), cast.actor("jo")
    made = actions.attach(
        project=project, upload=upload, title="Ideas / first", picture_words="A wall", actor=jo, now=now
    )
    assert made.kept.name == "Ideas first.jpg"


def test_whoever_is_erased_leaves_no_picture(cast, wall, now):
    actions.ask(evidence=wall, people=[cast.rowan], actor=cast.actor("ash"), now=now)
    erasure.erase(person=cast.rowan, actor=cast.actor("jo"), now=now)
    assert not Evidence.objects.exists()
    assert not Pictured.objects.exists()


def test_of_whom_nobody_has_said_anything_is_not_shown_and_somebody_named_is_asked_whatever_was_ticked(
    cast, project, now
):
    today, ash = timezone.localdate(now), cast.actor("ash")
    words = {"title": "A sheet", "readers": "inside"}
    sheet = actions.attach(project=project, upload=pdf(), actor=ash, now=now, **words)
    assert shown_to(sheet, today=today) == "nobody"
    sheet = actions.edit(evidence=sheet, shows_nobody=True, actor=ash, now=now, **words)
    assert shown_to(sheet, today=today) == "inside"
    actions.ask(evidence=sheet, people=[cast.rowan], actor=ash, now=now)
    sheet = actions.edit(evidence=sheet, shows_nobody=True, actor=ash, now=now, **words)
    assert shown_to(sheet, today=today) == "nobody"


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (picture(), "what the picture shows"),
        (SimpleUploadedFile("wall.png", b"MZ\x90 a program"), "not a picture"),
        (SimpleUploadedFile("sheet.pdf", b"MZ\x90 a program"), "something else inside"),
        (SimpleUploadedFile("sheet.exe", b"MZ\x90 a program"), "cannot keep this kind"),
        (SimpleUploadedFile("sheet.pdf", b""), "empty"),
    ],
)
def test_what_cannot_be_kept_is_a_clear_sentence_and_what_was_typed_stays(
    cast, project, client, as_user, upload, sentence
):
    as_user(client, cast.ash, "staff")
    upload.seek(0)
    typed = {
        "title": "Our new letter",
        "picture_words": "A wall" if upload.name == "wall.png" else "",
        "readers": "team",
    }
    response = client.post(f"/projects/{project.pk}/evidence/new/", {**typed, "file": upload})
    assert response.status_code == 422
    assert sentence in words(response)
    assert "Our new letter" in words(response)
    assert not KeptFile.objects.exists()


def test_only_who_runs_the_project_attaches_and_a_list_asks_no_more_for_three_than_for_one(
    cast, project, client, as_user, now, django_assert_num_queries
):
    with pytest.raises(Exception, match="may not"):
        actions.attach(project=project, upload=pdf(), title="x", actor=cast.actor("rowan"), now=now)
    big = SimpleUploadedFile("sheet.pdf", b"%PDF-")
    big.size = 21_000_000
    with pytest.raises(Refused, match="too large"):
        actions.attach(project=project, upload=big, title="x", actor=cast.actor("ash"), now=now)

    def attached(number):
        made = actions.attach(
            project=project, upload=pdf(f"{number}.pdf"), title=f"Sheet {number}", actor=cast.actor("ash"), now=now
        )
        actions.ask(evidence=made, people=[cast.rowan, cast.sam], actor=cast.actor("ash"), now=now)

    ash, today = cast.actor("ash"), timezone.localdate(now)
    for many in (1, 3):
        while Evidence.objects.count() < many:
            attached(Evidence.objects.count())
        with django_assert_num_queries(2):
            assert len(of_project(project, ash, today=today)) == many


def test_a_change_is_shown_by_its_files(cast, project, client, as_user, now):
    ash = cast.actor("ash")
    said = loop.take_up(project=project, text="The letter is too long", people=[cast.rowan], actor=ash, now=now)
    loop.respond(contribution=said, answer="accepted", decided_by="The team", actor=ash, now=now)
    change = loop.change(contribution=said, what="It is one page now", actor=ash, now=now)
    as_user(client, cast.ash, "staff")
    typed = {"title": "The new letter", "readers": "inside", "shows_nobody": "on", "change": change.pk, "file": pdf()}
    assert client.post(f"/projects/{project.pk}/evidence/new/", typed).status_code == 302
    assert "The new letter" in words(client.get(f"/projects/said/{said.pk}/"))
    assert Evidence.objects.get().change == change
    as_user(client, cast.rowan, "member")
    assert "The new letter" in words(client.get("/projects/what-i-said/")), "whoever said it sees what came of it"


def test_a_file_that_went_while_its_page_was_open_says_so(client, as_user, cast, wall, now, monkeypatch):
    """Somebody in it said no between the page's own look and the press."""
    ash = as_user(client, cast.ash)
    kept = actions._locked
    for address, said in ((f"/projects/evidence/{wall.pk}/", {"title": "Wall", "picture_words": "A wall", "readers": "team"}),
                          (f"/projects/evidence/{wall.pk}/people/", {"people": [cast.rowan.pk]})):  # fmt: skip
        monkeypatch.setattr(actions, "_locked", lambda pk: None)
        answer = ash.post(address, said)
        monkeypatch.setattr(actions, "_locked", kept)
        assert answer.status_code == 302, answer.content.decode()
        assert "It is gone: somebody who can be seen in it said no" in ash.get(answer["Location"]).content.decode()
