"""The desk writes down what came by paper or telephone, and destroys nothing that somebody wrote, chose or released."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.actions import own_stories, reflecting
from projects.models import OwnStory, Rating, Reflection
from projects.queries.ladder import ladders, read_by_the_team, two_sides
from projects.queries.write_up import write_up
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def steps():
    return list(ladders()[0].items.all())


@pytest.fixture
def work(cast, welcoming):
    return make.activity(
        "The leaflet", team=cast.team, people=[cast.rowan, cast.pat], project=welcoming, others=2, others_le=2
    )


def page_of(work):
    return f"/projects/activities/{work.pk}/reflect/"


def test_a_sheet_at_the_desk_leaves_the_step_somebody_chose_themselves(cast, work, steps, client, as_user, now):
    reflecting.felt(activity=work, person=cast.rowan, step=steps[0], actor=cast.actor("rowan"), now=now)
    desk = as_user(client, cast.jo, "coordinator")
    sheet = {"person": cast.rowan.pk, "went_well": "The tea", "read_by": "me"}
    assert desk.post(page_of(work), sheet).status_code == 302
    assert Reflection.objects.get().went_well == "The tea", "the words of the sheet are kept all the same"
    assert Rating.objects.get().step == steps[0]
    refused = desk.post(page_of(work), sheet | {"step": steps[1].pk})
    assert refused.status_code == 422
    assert "They chose a step themselves" in refused.content.decode()
    assert Rating.objects.get().step == steps[0]
    of_pat = sheet | {"person": cast.pat.pk}
    desk.post(page_of(work), of_pat | {"step": steps[1].pk})
    desk.post(page_of(work), of_pat | {"step": steps[2].pk})
    assert Rating.objects.get(person=cast.pat).step == steps[2], "what the desk wrote down, the desk puts right"
    desk.post(page_of(work), of_pat)
    assert not Rating.objects.filter(person=cast.pat).exists()


@pytest.mark.parametrize("their_own", ["words", "step"])
def test_the_desk_takes_back_only_what_it_wrote_down(cast, work, steps, client, as_user, now, their_own):
    mine = {"activity": work, "person": cast.rowan, "actor": cast.actor("rowan"), "now": now}
    desk = {**mine, "actor": cast.actor("jo").at_the_desk_for(cast.rowan)}
    reflecting.felt(step=steps[0], **(mine if their_own == "step" else desk))
    reflecting.reflect(side="member", went_well="The tea", **(mine if their_own == "words" else desk))
    browser = as_user(client, cast.jo, "coordinator")
    assert browser.post(page_of(work) + "take-back/", {"person": cast.rowan.pk}).status_code == 409
    assert (Reflection.objects.count(), Rating.objects.count()) == (1, 1)
    as_user(client, cast.rowan, "member").post(page_of(work) + "take-back/")
    assert (Reflection.objects.count(), Rating.objects.count()) == (0, 0)


def test_a_story_is_thrown_away_by_whoever_tells_it_alone(cast, client, as_user, now):
    jo, rowan = cast.actor("jo"), cast.actor("rowan")
    story = own_stories.write(person=cast.rowan, title="Tea", words="It began with tea", actor=jo, now=now)
    until = timezone.localdate(now) + timedelta(days=9)
    yes = {"scope": "inside", "shown_as": "first_name", "until": until, "how": "online", "now": now}
    own_stories.approve(story=story, actor=rowan, **yes)
    address = f"/projects/stories/{story.pk}/throw-away/"
    assert as_user(client, cast.jo, "coordinator").post(address).status_code == 409
    assert OwnStory.objects.get().state == "approved"
    assert as_user(client, cast.rowan, "member").post(address).status_code == 302
    assert not OwnStory.objects.exists()


def test_no_setting_shows_the_members_side_below_five(cast, work, steps, settings, now):
    settings.FEWEST_PEOPLE = 1
    mine = {"activity": work, "person": cast.rowan, "actor": cast.actor("rowan"), "now": now}
    reflecting.rate(activity=work, step=steps[0], actor=cast.actor("ash"), now=now)
    reflecting.felt(step=steps[1], **mine)
    reflecting.reflect(side="member", read_by="team", went_well="The tea", **mine)
    assert (two_sides(work).gap, two_sides(work).said) == (None, None)
    assert read_by_the_team(work) == ([], 1)
    methods = " ".join(write_up(work.project, for_desk=True)[1].lines)
    assert "fewer than 5" in methods
    assert "counted without a name" not in methods


def test_words_that_somebody_cleared_themselves_are_gone_also_where_a_step_is_chosen(
    cast, work, steps, client, as_user
):
    rowan = as_user(client, cast.rowan, "member")
    rowan.post(page_of(work), {"step": steps[0].pk, "went_well": "The tea", "read_by": "team"})
    assert Reflection.objects.get().went_well == "The tea"
    as_user(client, cast.jo, "coordinator").post(page_of(work), {"person": cast.rowan.pk, "read_by": "me"})
    assert Reflection.objects.exists(), "an empty sheet at the desk clears nothing"
    rowan = as_user(client, cast.rowan, "member")
    assert rowan.post(page_of(work), {"step": steps[0].pk, "went_well": "", "read_by": "team"}).status_code == 302
    assert (Reflection.objects.count(), Rating.objects.count()) == (0, 1)
