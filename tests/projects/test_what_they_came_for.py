"""What somebody came for stands first on a page, and no page contradicts what they know to be so."""

import pytest
from django.utils import timezone

from meetings.models import Said
from projects.actions import co_leading, own_stories, reflecting
from projects.models import Contribution, Mention, Milestone, OwnStory
from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


def test_what_waits_for_my_answer_stands_before_what_i_answered_and_what_i_lead(client, cast, as_user, welcoming, now):
    co_leading.add(project=welcoming, person=cast.rowan, hat="carer", actor=cast.actor("jo"), now=now)
    today = timezone.localdate(now)
    old, new = (
        Milestone.objects.create(title=title, words="We sat together.", happened_on=today)
        for title in ("Answered already", "Not answered yet")
    )
    Mention.objects.create(
        milestone=old, person=cast.rowan, scope="site", shown_as="nameless", asked_at=now, decided_at=now, until=today
    )
    Mention.objects.create(milestone=new, person=cast.rowan, asked_at=now)
    page = words(as_user(client, cast.rowan).get("/projects/my-part/"))
    assert page.index("Not answered yet") < page.index("You lead this together") < page.index("Answered already")


def test_whoever_said_how_it_was_is_not_asked_as_if_they_had_not(client, cast, as_user, welcoming, now):
    work = make.activity(project=welcoming)
    make.participation(work, cast.rowan)
    address = f"/projects/activities/{work.pk}/"
    assert "If you like, say how it was." in words(as_user(client, cast.rowan).get(address))
    reflecting.look_back(
        activity=work, person=cast.rowan, step=None, went_well="We were asked early.", did_not="", would_change="",
        difference="", actor=cast.actor("rowan"), now=now,
    )  # fmt: skip
    assert "You said how it was." in words(client.get(address))


def test_a_story_that_others_read_says_what_happens_when_a_word_changes(client, cast, as_user, now):
    rowan = cast.actor("rowan")
    story = own_stories.write(person=cast.rowan, title="The tea", words="I came for it.", actor=rowan, now=now)
    address = f"/projects/stories/{story.pk}/edit/"
    assert "Nobody reads it until you say yes" in words(as_user(client, cast.rowan).get(address))
    OwnStory.objects.filter(pk=story.pk).update(
        state="approved", scope="site", shown_as="first_name", approved_at=now, expires_on=timezone.localdate(now)
    )
    page = words(client.get(address))
    assert "If you change a word, nobody reads it until you say yes to the new words." in page
    once = page.split('name="once" value="')[1].split('"')[0] if 'name="once"' in page else ""
    same = client.post(address, {"title": "The tea", "words": "I came for it.", "once": once}, follow=True)
    assert "It waits for a yes" not in words(same)


def test_a_project_somebody_leads_with_us_is_not_one_with_nobody(client, cast, as_user, welcoming, now):
    ended = make.project("Reception area", ended_on=timezone.localdate(now))
    assert "Nobody involved yet" in words(as_user(client, cast.rowan).get("/projects/"))
    co_leading.add(project=welcoming, person=cast.rowan, hat="carer", actor=cast.actor("jo"), now=now)
    assert "Nobody involved yet" not in words(client.get("/projects/"))
    assert "leads it with us" in words(client.get(f"/projects/{welcoming.pk}/"))
    assert "Nobody was involved" in words(client.get("/projects/?show=finished"))
    assert "Nobody with lived experience was involved" in words(client.get(f"/projects/{ended.pk}/"))


def test_at_the_desk_it_is_said_of_whom_they_write(client, cast, as_user):
    work = make.opportunity(people=[cast.rowan])
    page = words(as_user(client, cast.jo).get(f"/projects/invitations/{work.invitations.get().pk}/close-for/"))
    assert f"Is <bdi>{cast.rowan.name}</bdi> too close to it?" in page


def test_a_text_nobody_is_asked_about_asks_nobody_where_they_stand(client, cast, as_user, text, now):
    assert "Silence is never taken as a yes" not in words(
        as_user(client, cast.jo).get(f"/projects/agreements/{text.pk}/")
    )


def test_of_several_projects_none_is_chosen_for_whoever_passes_on_what_was_said(client, cast, as_user, welcoming):
    make.project("Reception area")
    meeting = make.meeting("Advisory Group", people=[cast.rowan], team=cast.team, days=-2)
    line = Said.objects.create(meeting=meeting, text="The room was cold again.", noted_at=timezone.now())
    page = words(as_user(client, cast.jo).get(f"/projects/said-at/{meeting.pk}/"))
    assert '<option value="">Choose one</option>' in page
    pressed = client.post(f"/projects/said-at/line/{line.pk}/take/", {"project": ""})
    assert pressed.status_code == 409
    assert "Please choose for which project it is." in words(pressed)
    assert not Contribution.objects.exists()
