"""On which day a piece of work is, what it is for and what is fixed: said wherever somebody is asked."""

from datetime import date, timedelta

import pytest

from members.models import ContactTask, Letter
from members.post import clock
from members.rules import Refused
from projects import emails
from projects.actions import briefs
from projects.models import Opportunity
from tests import factories as make
from tests.projects.test_asking import page_of

FIRST, LAST = date(2027, 1, 20), date(2027, 1, 22)
ONE_DAY = "Wednesday 20 January 2027, one day, 10am to 3pm"


@pytest.mark.parametrize(
    ("words", "fields", "said"),
    [
        ("One day, 10am to 3pm", {"starts_on": FIRST}, ONE_DAY),
        ("One day, 10am to 3pm.", {"starts_on": FIRST, "ends_on": FIRST}, ONE_DAY),
        ("Tuesdays too, 10am", {"starts_on": FIRST}, "Wednesday 20 January 2027, Tuesdays too, 10am"),
        (
            "Each day 10am to 3pm",
            {"starts_on": FIRST, "ends_on": LAST},
            "From Wednesday 20 January 2027 to Friday 22 January 2027, each day 10am to 3pm",
        ),
        ("An hour a week", {"starts_on": FIRST, "lasts": "ongoing"}, "From Wednesday 20 January 2027, an hour a week"),
        ("", {"starts_on": FIRST}, "Wednesday 20 January 2027"),
        ("Wednesday 20 January, 10am", {"starts_on": FIRST}, "Wednesday 20 January, 10am"),
        ("Tuesday 8 December, 2pm to 4pm", {}, "Tuesday 8 December, 2pm to 4pm"),
        ("8th of December", {}, "8th of December"),
        ("On 8/12/2026, 2pm", {}, "On 8/12/2026, 2pm"),
        ("December 8, all day", {}, "December 8, all day"),
        ("8 Sept, 2pm", {}, "8 Sept, 2pm"),
        ("Sept 8th, 2pm", {}, "Sept 8th, 2pm"),
        ("Tuesday 8th, 2pm", {}, "Tuesday 8th, 2pm"),
        ("The 8th, 2pm", {}, "The 8th, 2pm"),
        ("8/12, 2pm", {}, "8/12, 2pm"),
        ("First Tuesdays, in the morning", {"lasts": "ongoing"}, "First Tuesdays, in the morning"),
        ("An hour a week", {"lasts": "short"}, "An hour a week"),
        ("1 1/2 hours, one afternoon", {}, "The date is not fixed yet. 1 1/2 hours, one afternoon"),
        ("8 and 9/12 at Leatherhead", {}, "8 and 9/12 at Leatherhead"),
        ("Day and night, 24/7", {}, "The date is not fixed yet. Day and night, 24/7"),
        ("On the 2nd floor", {}, "The date is not fixed yet. On the 2nd floor"),
        ("1/2 day", {}, "The date is not fixed yet. 1/2 day"),
        ("One afternoon, two hours", {}, "The date is not fixed yet. One afternoon, two hours"),
        ("10 to 3, may be longer", {}, "The date is not fixed yet. 10 to 3, may be longer"),
        ("", {}, ""),
        ("Room 3/4", {}, "The date is not fixed yet. Room 3/4"),
        ("Room 3/4, 2pm", {}, "The date is not fixed yet. Room 3/4, 2pm"),
        ("2/3 times", {}, "The date is not fixed yet. 2/3 times"),
        ("4/6 weeks", {}, "The date is not fixed yet. 4/6 weeks"),
        ("About 4/6 weeks, 2pm", {}, "The date is not fixed yet. About 4/6 weeks, 2pm"),
        ("Open 9/5", {}, "The date is not fixed yet. Open 9/5"),
        ("On the 1st and 2nd floor", {}, "The date is not fixed yet. On the 1st and 2nd floor"),
        ("2pm, on the 1st, 2nd or 3rd floor", {}, "The date is not fixed yet. 2pm, on the 1st, 2nd or 3rd floor"),
        ("1st and 3rd Monday of the month", {}, "The date is not fixed yet. 1st and 3rd Monday of the month"),
        ("8th and 9th, 2pm", {}, "8th and 9th, 2pm"),
        ("The 8th and 9th of December", {}, "The 8th and 9th of December"),
        ("The 8th and the 9th in Leatherhead", {}, "The 8th and the 9th in Leatherhead"),
        ("The 8th or the Friday after", {}, "The 8th or the Friday after"),
        ("Tuesday 8/12", {}, "Tuesday 8/12"),
        ("One hour on 8/12", {}, "One hour on 8/12"),
        ("One hour, 8/12 at 2pm", {}, "One hour, 8/12 at 2pm"),
        ("Leatherhead, 8/12 14:00", {}, "Leatherhead, 8/12 14:00"),
        ("From 8/12 to 10/12", {}, "From 8/12 to 10/12"),
    ],
)
def test_the_day_stands_before_the_time(words, fields, said):
    assert Opportunity(when_words=words, **fields).when_said == said


@pytest.fixture
def interviews(cast, welcoming):
    return make.opportunity(
        welcoming, people=[cast.rowan, cast.sam, cast.pat], title="Interviews", when_words="One day, 10am to 3pm",
        starts_on=FIRST, purpose="To choose well together", is_fixed="There is one post", can_change="The questions",
    )  # fmt: skip


def invite(work, *, now):
    emails.note_invitations(list(work.invitations.all()), now=now)
    clock.tick(now=now)


@pytest.mark.django_db
def test_letter_text_and_script_say_the_day_what_it_is_for_and_what_is_fixed(cast, interviews, now):
    invite(interviews, now=now)
    letter = Letter.objects.get(person=cast.rowan, kind="work_invitation")
    script = ContactTask.objects.get(person=cast.sam).script
    for words in (letter.text, letter.html, script):
        assert ONE_DAY in words
        assert "To choose well together" in words
        assert "There is one post" in words
        assert "The questions" in words
        assert "To welcome new clients well" in words  # the project's own purpose is why we ask


@pytest.mark.django_db
def test_what_is_fixed_in_the_project_stands_in_the_letter_of_work_that_says_nothing_of_its_own(cast, welcoming, now):
    welcoming.fixed, welcoming.open_to_change = "The cover stays yellow", "Every word inside"
    welcoming.save()
    invite(make.opportunity(welcoming, people=[cast.rowan]), now=now)
    text = Letter.objects.get(person=cast.rowan, kind="work_invitation").text
    assert "The cover stays yellow" in text
    assert "Every word inside" in text


@pytest.mark.django_db
def test_the_link_page_and_the_home_say_the_day(client, cast, interviews, as_user, now):
    invite(interviews, now=now)
    assert ONE_DAY in client.get(page_of(cast.rowan, interviews)).content.decode()
    home = as_user(client, cast.rowan)
    assert ONE_DAY in home.get("/").content.decode()
    pressed = home.post(
        f"/projects/invitations/{interviews.invitations.get(person=cast.rowan).pk}/answer/", {"answer": "yes"}
    )
    assert pressed.status_code == 303
    assert ONE_DAY in home.get("/").content.decode()
    clock.tick(now=now + timedelta(minutes=1))
    assert ONE_DAY in Letter.objects.get(person=cast.rowan, kind="work_receipt").text


@pytest.mark.django_db
def test_where_no_day_is_fixed_the_home_says_so(client, cast, welcoming, as_user):
    make.opportunity(welcoming, people=[cast.rowan], when_words="One day, 10am to 3pm")
    assert "The date is not fixed yet. One day, 10am to 3pm" in as_user(client, cast.rowan).get("/").content.decode()


@pytest.mark.django_db
def test_whoever_asks_says_the_day_and_sees_it_before_it_leaves(client, cast, welcoming, words, as_user, now):
    words["starts_on"], words["when_words"] = FIRST, "One hour"
    typed = {**words, "people": cast.rowan.pk, "step": "look", "once": "x"}
    page = as_user(client, cast.ash).post(f"/projects/{welcoming.pk}/ask/", typed).content.decode()
    assert "Wednesday 20 January 2027, one hour" in page
    typed["step"] = "send"
    client.post(f"/projects/{welcoming.pk}/ask/", typed)
    assert Opportunity.objects.get().starts_on == FIRST


@pytest.mark.django_db
def test_the_last_day_does_not_come_before_the_first(cast, welcoming, now):
    draft = make.opportunity(welcoming, sent=False)
    with pytest.raises(Refused, match="last day"):
        briefs.write(
            opportunity=draft,
            starts_on=LAST,
            ends_on=FIRST,
            answer_by=draft.answer_by,
            actor=cast.actor("ash"),
            now=now,
        )
    with pytest.raises(Refused, match="first day"):
        briefs.write(opportunity=draft, ends_on=FIRST, answer_by=draft.answer_by, actor=cast.actor("ash"), now=now)
