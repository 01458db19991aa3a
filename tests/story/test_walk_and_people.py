"""The demonstration: everybody in it lands somewhere useful, and its walk can be walked."""

import re

import pytest
from django.utils import timezone

from coproduction.story import clockwork, load, walk
from coproduction.story.signin import GUISES
from meetings.models import Meeting, MonthTask, Series
from members.models import Body, Channel, ContactTask, Job, Letter, Membership, Organisation, Person
from members.post import clock, jobs, pacing
from projects.models import Activity, Participation, Plan, Project

pytestmark = pytest.mark.xdist_group("story")  # loaded once, for all of them


def words(response):
    return " ".join(response.content.decode().split())


def test_the_story_has_the_people_that_the_charity_would_know(story):
    assert Membership.objects.exclude(started_on=None).count() == 14
    assert Membership.objects.filter(state="left").count() == 1
    members = Person.objects.filter(memberships__started_on__isnull=False)
    assert members.exclude(paused_at=None).count() == 2
    first = Channel.objects.filter(person__in=members, rank=1)
    assert first.filter(way="phone").count() == 2
    assert first.filter(way="post").count() == 1
    assert members.filter(letter_format="large").exists()
    shared = first.filter(address="hollis@sametable.example")
    assert {channel.person.name for channel in shared} == {"Bea Hollis", "Arthur Hollis"}
    assert Organisation.objects.filter(is_placeholder=True).count() == 9
    assert {body.sort for body in Body.objects.all()} == {"advisory_group", "trustees", "management_board", "network"}


def test_nobody_is_told_of_a_meeting_on_the_telephone_after_it_began(story):
    for task in ContactTask.objects.exclude(closed_at=None).filter(letter__kind="meeting_reminder"):
        meeting = Meeting.objects.get(pk=task.about.split(":")[1])
        assert task.closed_at < meeting.starts_at


def test_history_keeps_its_dates_and_its_heads(story):
    conference = Activity.objects.get(kind__slug="conference")
    assert str(conference.ended_on) == "2024-01-31"
    named = Participation.objects.filter(activity=conference)
    assert conference.others + named.count() == 104
    assert conference.others_le + named.filter(is_lived_experience=True).count() == 73
    assert conference.meeting is None
    away_day = Activity.objects.get(kind__slug="away-day")
    assert (away_day.ended_on.year, away_day.ended_on.month) == (2023, 10)
    assert Activity.objects.order_by("ended_on").first().ended_on.year == 1994
    joined = Membership.objects.get(person__name="Tamsin Wray")
    first = Participation.objects.filter(person=joined.person).order_by("activity__ended_on").first()
    assert first.hats == ["client"]
    assert first.activity.project.title == "Let's Talk course"
    assert first.activity.ended_on < joined.started_on


def test_the_plan_of_the_away_day_is_for_two_years_and_the_next_one_runs_today(story):
    now, first = Plan.objects.newest()
    assert {plan.ends_on.year - plan.starts_on.year for plan in (first, now)} == {2}
    assert first.gathering.title == "Advisory Group Away Day"
    assert str(first.starts_on) == "2023-10-18"
    assert first.ends_on < now.starts_on <= timezone.localdate() <= now.ends_on
    assert not first.goals.open().exists(), "its two years are over, so nothing of it is open"
    assert {each.state for each in now.goals.all()} == {"open", "done", "let_go"}
    assert now.goals.open().filter(member_owner__name="Rowan Ellery").count() == 1, "the walk asks Rowan about it"


def test_the_story_shows_things_going_wrong_too(story):
    states = set(Letter.objects.values_list("state", flat=True))
    assert {"failed", "withheld", "uncertain", "sent"} <= states
    assert "They are taking a break." in set(Letter.objects.filter(state="withheld").values_list("reason", flat=True))
    assert ContactTask.objects.open().filter(person__name="Winifred Tasker").exists()
    assert Project.objects.filter(activities=None).exists()
    group, network = Series.objects.order_by("title")  # one date skipped, one moved, one step late
    assert group.skips.count() == network.meetings.last().sequence == 1
    assert MonthTask.objects.late(now=timezone.now()).filter(step__slug="agenda_call").exists()


# ---- being somebody --------------------------------------------------------------------------------
WHAT_TO_DO_NEXT = {
    "coordinator": "Start ringing",
    "staff": "Log involvement",
    "member": "Yes, in the room",
    "both": "Say which dates suit me",
    "caller": "Yes, by phone",
    "trustee": "Board of Trustees meeting",
    "board": "See all figures",
    "partner": "Yes, online",
    "finance": "Claims that wait",
    "safeguarding": "Concerns wait for you",
}


@pytest.mark.parametrize("who", GUISES)
def test_each_button_signs_in_with_a_second_factor_and_lands_where_something_is_to_do(story, client, who):
    page = client.post("/demo/sign-in/", {"who": who}, follow=True)
    assert page.redirect_chain == [("/", 302)]
    assert GUISES[who].name in words(page)
    assert GUISES[who].role.label in words(page)
    assert WHAT_TO_DO_NEXT[who] in words(page)
    methods = {each["method"] for each in client.session["account_authentication_methods"]}
    assert "mfa" in methods
    assert client.session["active_role"] == GUISES[who].role


def test_one_button_after_another_leaves_nothing_of_the_first(story, client):
    client.post("/demo/sign-in/", {"who": "coordinator"})
    client.post("/demo/sign-in/", {"who": "member"})
    assert client.get("/members/").status_code in (403, 404)


def test_an_unknown_button_says_so(story, client):
    page = client.post("/demo/sign-in/", {"who": "nobody"})
    assert page.status_code == 400
    assert "Nobody of that name" in words(page)


def test_opening_an_address_signs_nobody_in(story, client):
    assert client.get("/demo/sign-in/").status_code == 405
    assert "_auth_user_id" not in client.session


# ---- the walk ----------------------------------------------------------------------------------------
def test_every_step_has_a_link_that_works_and_a_button_that_leads_to_its_page(story, client):
    page = words(client.get("/demo/"))
    steps = walk.steps(now=timezone.now())
    assert len(steps) >= 10
    for step in steps:
        client.logout()
        assert step.title.replace("'", "&#x27;") in page
        assert client.get(f"/demo/walk/{step.number}/", follow=True).status_code == 200
        if step.guise:
            landed = client.post("/demo/sign-in/", {"who": step.guise.who, "next": step.address}, follow=True)
            assert landed.status_code == 200, step
            assert client.get(f"/demo/walk/{step.number}/").url == step.address


def test_publishing_the_draft_fills_the_mailbox_and_the_calls(story, client):
    client.post("/demo/sign-in/", {"who": "coordinator"})
    draft = Meeting.objects.get(state="draft")
    before = Letter.objects.count()
    assert client.post(f"/meetings/{draft.pk}/publish/", follow=True).status_code == 200
    assert Letter.objects.count() == before + 13
    clock.tick(now=timezone.now())
    client.logout()
    rowans = Letter.objects.get(about=f"meeting:{draft.pk}", state="sent", way="email", person__name="Rowan Ellery")
    ahead = Letter.objects.filter(state="sent", pk__lt=rowans.pk).exclude(person=rowans.person)
    ahead.update(sent_at=timezone.now() + pacing.WEEK)  # as after a time button: today's letters still stand on top
    assert f"/demo/mailbox/{rowans.pk}/" in words(client.get("/demo/mailbox/"))
    optional = Letter.objects.filter(person=rowans.person, is_essential=False, sent_at__gt=timezone.now() - pacing.WEEK)
    assert optional.count() + 5 <= rowans.person.post_wishes.most_a_week, "what Ash asks of Rowan next leaves at once"
    link = re.search(r'href="[^"]*(/rsvp/[^"/]+/)"', words(client.get(f"/demo/mailbox/{rowans.pk}/")))[1]
    assert [client.get(link).status_code, client.post(link, {"answer": "yes"}).status_code] == [200, 303]
    assert draft.rsvps.get(person__name="Rowan Ellery").answer == "yes"
    calls = ContactTask.objects.open().filter(about=f"meeting:{draft.pk}")
    assert {task.person.name for task in calls} >= {"Sam Okoro", "Winifred Tasker", "Pat Moreau"}
    assert walk.steps(now=timezone.now())[2].address == link


def test_a_letter_is_drawn_without_scripts_and_its_links_open_the_whole_window(story, client):
    letter = Letter.objects.filter(state="sent", way="email").exclude(html="").first()
    assert "sandbox=" in words(page := client.get(f"/demo/mailbox/{letter.pk}/"))
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    drawn = client.get(f"/demo/mailbox/{letter.pk}/page/")
    assert '<base target="_top">' in words(drawn)
    assert all(rule in drawn["Content-Security-Policy"] for rule in ("script-src 'none'", "frame-ancestors 'self'"))
    assert drawn["X-Frame-Options"] == "SAMEORIGIN"


# ---- time and beginning again ----------------------------------------------------------------------
def work_all():
    """What the worker does, the earlier work first. How many jobs."""
    done = 0
    while jobs.work_one(now=timezone.now()):
        done += 1
    return done


def test_going_to_the_reminders_sends_each_once(story, client):
    meeting = clockwork.walk_meeting(now=timezone.now())
    noted = Letter.objects.filter(kind="meeting_reminder", about=meeting.about_word)
    reminders = noted.exclude(way="post")  # leaves sooner
    assert not reminders.exists()
    client.post("/demo/time/", {"to": "first"})
    assert "waiting for its turn" in words(client.get("/demo/"))
    assert work_all()
    first = reminders.count()
    assert first
    assert "Going to the first reminder: done" in words(client.get("/demo/"))
    client.post("/demo/time/", {"to": "first"})
    work_all()
    assert reminders.count() == first
    client.post("/demo/time/", {"to": "second"})
    work_all()
    assert reminders.count() > first
    client.post("/demo/time/", {"to": "after"})
    work_all()
    assert not Letter.objects.filter(state="waiting", about=meeting.about_word).exists()
    assert Job.objects.filter(state="failed").count() == 0


def test_beginning_again_forgets_everything_and_signs_everybody_out(story, client):
    before = load.summary()
    client.post("/demo/sign-in/", {"who": "member"})
    client.post("/members/break/start/")
    Meeting.objects.get(state="draft").delete()
    client.post("/demo/reset/")
    client.post("/demo/time/", {"to": "first"})  # pressed too late: what is under way is given up
    while jobs.work_one(now=timezone.now()):
        pass
    assert load.summary() == before
    assert not Letter.objects.filter(kind="meeting_reminder", due_at__gt=timezone.now()).exists()
    assert Person.objects.get(name="Rowan Ellery").paused_at is None
    assert "Sign in" in words(client.get("/"))
    assert "The story stands as on the first day" in words(client.get("/demo/"))


def test_a_real_site_is_never_emptied(story, settings):
    settings.DEMO = False
    job = clockwork.start_again()
    with pytest.raises(RuntimeError):
        clockwork.begin_anew(job, now=timezone.now(), progress=lambda done, of: None)
    assert Person.objects.exists()


# ---- only in the demonstration -----------------------------------------------------------------------
@pytest.mark.parametrize("address", ["/demo/", "/demo/mailbox/", "/demo/mailbox/1/", "/demo/walk/1/", "/demo/work/"])
@pytest.mark.django_db
def test_a_site_for_real_use_has_no_demonstration(client, settings, address):
    settings.DEMO = False
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/demo/sign-in/", "/demo/time/", "/demo/reset/"])
@pytest.mark.django_db
def test_a_site_for_real_use_signs_nobody_in_by_a_button(client, settings, address):
    settings.DEMO = False
    assert client.post(address, {"who": "coordinator", "to": "first"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_team_of_few_shows_why_its_people_are_hidden(story, client):
    client.post("/demo/sign-in/", {"who": "trustee"})
    page = words(client.get("/dashboard/?team=peer-support"))
    assert "Why hidden" in page or "Fewer than" in page


def test_maeve_switches_her_role_and_sees_what_each_may(client, story):
    client.post("/demo/sign-in/", {"who": "both"})
    assert "Use the site as" in words(client.get("/"))
    client.post("/members/role/", {"role": "trustee"})
    assert client.session["active_role"] == "trustee"
    assert client.get("/dashboard/").status_code == 200
    client.post("/members/role/", {"role": "member"})
    assert client.get("/dashboard/").status_code == 403
