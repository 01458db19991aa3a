"""What changed, beside the figures: chosen by the group, gone with the yes that let it stand there."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from coproduction.dashboards import board_stories
from coproduction.dashboards.models import BoardStory
from meetings.models import Quote
from members.actions import erasure
from members.rules import Refused
from projects.actions import own_stories
from projects.models import OwnStory
from tests import factories as make
from tests.dashboards.reading import words
from tests.dashboards.reporting import IN_JULY, OCTOBER

pytestmark = pytest.mark.django_db
PAGES = ("/dashboard/what-changed/", "/dashboard/stories/")


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(OCTOBER, tick=False):
        yield


def told_by(person, *, title="I was asked first", until=date(2026, 12, 31), **fields):
    fields = {"state": "approved", "scope": "inside", "approved_at": OCTOBER, "approved_how": "online"} | fields
    return OwnStory.objects.create(
        person=person, title=title, words="For once I was there when it began.", shown_as="first_name",
        expires_on=until, **fields,
    )  # fmt: skip


def different(cast, **fields):
    said = make.contribution(
        text="The letters are far too small", people=[cast.robin], answer="accepted", quote=Quote.ANONYMOUS
    )
    facts = {"what": "Letters are in large print", "evidence": "The printer’s bill", "changed_on": IN_JULY} | fields
    return said, said.changes.create(noted_at=OCTOBER, **facts)


def choose(cast, **what):
    return board_stories.choose(actor=cast.actor("rowan"), now=OCTOBER, **what)


def read(client, page=PAGES[0]):
    return words(client.get(page))


# ---- choosing ---------------------------------------------------------------------------------------------------------
def test_a_member_chooses_and_a_trustee_reads_beside_the_figures(cast, client, as_user):
    story, (_, change) = told_by(cast.sam), different(cast)
    member = as_user(client, cast.rowan, "member")
    assert "I was asked first" in read(member, PAGES[1])
    assert member.post("/dashboard/stories/put/", {"own_story": story.pk}).status_code == 302
    assert member.post("/dashboard/stories/put/", {"change": change.pk}).status_code == 302
    trustee = as_user(client, cast.tal, "trustee")
    page = read(trustee)
    for said in ("I was asked first", "For once I was there", "Sam", "Letters are in large print", "far too small"):
        assert said in page
    assert "How we know: The printer’s bill" in page
    for first in ("/dashboard/", "/"):
        assert 'hx-get="/dashboard/what-changed/"' in trustee.get(first).content.decode()
    part = trustee.get(PAGES[0], headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "I was asked first" in part


def test_nobody_else_chooses_and_staff_not_alone(cast, client, as_user):
    story = told_by(cast.sam)
    for who, role in (("tal", "trustee"), ("bo", "board"), ("ash", "staff"), ("kim", "partner"), ("fin", "finance")):
        browser = as_user(client, getattr(cast, who), role)
        assert browser.post("/dashboard/stories/put/", {"own_story": story.pk}).status_code == 403
        assert browser.get(PAGES[1]).status_code == 403
    desk = as_user(client, cast.jo, "coordinator")
    desk.post("/dashboard/stories/put/", {"own_story": story.pk})
    assert not BoardStory.objects.exists(), "in whose name?"
    desk.post("/dashboard/stories/put/", {"own_story": story.pk, "person": cast.ash.pk})
    assert not BoardStory.objects.exists(), "Ash is no member"
    desk.post("/dashboard/stories/put/", {"own_story": story.pk, "person": cast.rowan.pk})
    kept = BoardStory.objects.get()
    assert (kept.chosen_by, kept.typed_by) == (cast.rowan, cast.jo)
    assert as_user(client, cast.rowan, "member").get(PAGES[0]).status_code == 403, "trustees read there"


def test_there_are_three_places_and_each_thing_stands_once(cast):
    story = told_by(cast.sam)
    choose(cast, own_story=story.pk)
    assert choose(cast, own_story=story.pk).place == 1
    choose(cast, change=different(cast)[1].pk)
    choose(cast, own_story=told_by(cast.pat).pk)
    with pytest.raises(Refused, match="Three stories"):
        choose(cast, own_story=told_by(cast.robin).pk)
    board_stories.take_away(story=BoardStory.objects.get(place=2).pk, actor=cast.actor("rowan"), now=OCTOBER)
    assert choose(cast, own_story=told_by(cast.robin).pk).place == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        BoardStory.objects.create(place=4, own_story=told_by(cast.kim), words_digest="x", chosen_at=OCTOBER)


def test_what_is_not_released_cannot_be_chosen_by_any_number(cast):
    _, change = different(cast, evidence="")
    wrong = [
        {"own_story": told_by(cast.sam, until=OCTOBER.date() - timedelta(days=1)).pk},
        {"own_story": told_by(cast.pat, scope="nobody").pk},
        {"own_story": told_by(cast.robin, state="waiting", approved_at=None).pk},
        {"change": change.pk}, {"own_story": 10**12}, {},
    ]  # fmt: skip
    for what in wrong:
        with pytest.raises(Refused, match="not released any more"):
            choose(cast, **what)


# ---- a yes that ends ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("happens", ["taken back", "its day is over", "other words", "erased", "only for nobody"])
def test_whatever_ends_a_yes_takes_the_story_from_the_dashboard_at_once(cast, client, as_user, happens):
    story = told_by(cast.sam)
    choose(cast, own_story=story.pk)
    trustee = as_user(client, cast.tal, "trustee")
    assert "For once I was there" in read(trustee)
    match happens:
        case "taken back":
            own_stories.take_back(story=story, actor=cast.actor("sam"), now=OCTOBER)
        case "its day is over":
            OwnStory.objects.update(expires_on=OCTOBER.date() - timedelta(days=1))
        case "other words":
            OwnStory.objects.update(words="Somebody else put these in")
        case "erased":
            erasure.erase(person=cast.sam, actor=cast.actor("jo"), now=OCTOBER, check=False)
        case "only for nobody":
            OwnStory.objects.update(scope="nobody")
    page = read(trustee)
    for gone in ("For once", "Somebody else", r"\bSam\b", "I was asked first", "taken back"):
        assert not re.search(gone, page)
    assert "has chosen no story yet" in page


def test_a_change_without_its_quote_keeps_what_is_different_and_no_longer_so_goes(cast, client, as_user):
    said, change = different(cast)
    choose(cast, change=change.pk)
    trustee = as_user(client, cast.tal, "trustee")
    said.quote = Quote.NONE
    said.save()
    assert "far too small" not in read(trustee)
    assert "Letters are in large print" in read(trustee)
    said.changes.update(still_true=False)
    assert "Letters are in large print" not in read(trustee)


def test_what_was_taken_back_says_so_to_members_and_leaves_its_place(cast, client, as_user):
    story = told_by(cast.sam)
    choose(cast, own_story=story.pk)
    own_stories.take_back(story=story, actor=cast.actor("sam"), now=OCTOBER)
    page = read(as_user(client, cast.rowan, "member"), PAGES[1])
    assert "The Board does not see this line." in page
    assert "For once" not in page
    assert choose(cast, own_story=told_by(cast.pat).pk).place == 1
    assert BoardStory.objects.count() == 1


def test_a_home_asks_members_only_while_there_is_something_to_choose_and_room(cast, client, as_user):
    member = as_user(client, cast.rowan, "member")
    card = "two or three stories that the group chooses"
    assert card not in words(member.get("/"))
    stories = [told_by(each) for each in (cast.sam, cast.pat)]
    assert card in words(member.get("/"))
    for story in stories:
        choose(cast, own_story=story.pk)
    assert card not in words(member.get("/"))


def test_buttons_that_look_alike_say_which_story_they_are_for(cast, client, as_user):
    told_by(cast.sam)
    _, change = different(cast)
    told_by(cast.pat, title="The bus came")
    choose(cast, change=change.pk)
    page = read(as_user(client, cast.rowan, "member"), PAGES[1])
    for sound in ("Take it away (Letters are in large print)", "Choose (I was asked first)", "Choose (The bus came)"):
        assert sound in page
    desk = read(as_user(client, cast.jo, "coordinator"), PAGES[1])
    for about in ("Letters are in large print", "I was asked first", "The bus came"):
        assert f"Who of the group told you? About: {about}" in desk


def test_a_home_does_not_ask_for_a_story_that_stands_there_already(cast, client, as_user):
    member, card = as_user(client, cast.rowan, "member"), "two or three stories that the group chooses"
    story = told_by(cast.sam)
    choose(cast, own_story=story.pk)
    assert card not in words(member.get("/")), "it is the only one there is"
    _, change = different(cast)
    assert card in words(member.get("/"))
    choose(cast, change=change.pk)
    told_by(cast.pat)
    assert card not in words(member.get("/")), "two stand there"
    own_stories.take_back(story=story, actor=cast.actor("sam"), now=OCTOBER)
    assert card in words(member.get("/")), "one that was taken back stands there no longer"


def test_an_empty_charity_reads_an_honest_sentence(cast, client, as_user):
    assert "has chosen no story yet" in read(as_user(client, cast.tal, "trustee"))
    assert "Nothing else can be chosen yet" in read(as_user(client, cast.rowan, "member"), PAGES[1])
