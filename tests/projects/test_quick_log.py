"""The quick log: five answers on one page, by browser and without JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.models import Activity, Participation
from tests import factories as make

pytestmark = pytest.mark.django_db
PAGE = "/involvement/new/"


@pytest.fixture
def panel(db):
    return make.kind("Interview panel", is_meeting=False, default_level="operational")


@pytest.fixture
def ash(client, cast, as_user):
    return as_user(client, cast.ash)


@pytest.fixture
def answers(cast, panel):
    return {
        "what": panel.slug,
        "title": "Panel for the new worker",
        "date": timezone.localdate().isoformat(),
        "team": str(cast.team.pk),
        "people": [str(cast.rowan.pk), str(cast.sam.pk)],
        "others": "3",
        "others_le": "1",
        "stage": "2",
        "project": "",
        "hours": "1.5",
        "notes": "",
        "once": "a-form-of-its-own",
    }


def test_ash_finds_everything_on_one_page_with_the_team_already_there(ash, cast, panel):
    page = ash.get(PAGE).content.decode()
    assert "For your team, Community Connections." in page
    assert f'value="{timezone.localdate():%Y-%m-%d}"' in page
    assert "Please leave out health details" in page
    for stage in ("First idea", "Planning", "Looking back", "Not sure"):
        assert stage in page


def test_five_answers_are_logged_and_thanked_for(ash, cast, answers):
    pack = make.project(team=cast.team)
    answer = ash.post(PAGE, answers | {"project": str(pack.pk)})
    activity = Activity.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == reverse("projects:logged", args=[activity.pk])
    thanks = ash.get(answer["Location"]).content.decode()
    assert "Rowan Ashdown and Sam Okafor, and 3 others, not named" in thanks
    assert "Welcome Pack now has people involved from the planning stage." in thanks
    assert "Take it back" in thanks
    assert activity.minutes == 90


def test_only_what_the_contract_names_is_enough(ash, cast, panel):
    words = {"what": panel.slug, "title": "", "date": timezone.localdate().isoformat(), "team": cast.team.pk}
    assert ash.post(PAGE, words).status_code == 303
    activity = Activity.objects.get()
    assert (activity.title, activity.minutes, activity.stage, activity.needs_detail) == (
        "Interview panel",
        None,
        None,
        True,
    )


def test_the_same_page_sent_twice_logs_once(ash, answers):
    first, second = ash.post(PAGE, answers), ash.post(PAGE, answers)
    assert first["Location"] == second["Location"]
    assert Activity.objects.count() == 1


def test_taken_back_and_brought_back(ash, answers):
    logged = ash.post(PAGE, answers)["Location"]
    activity = Activity.objects.get()
    page = ash.post(reverse("projects:activity_take_back", args=[activity.pk]), follow=True).content.decode()
    assert "It counts nowhere now" in page
    assert not Activity.objects.held().exists()
    ash.post(reverse("projects:activity_bring_back", args=[activity.pk]))
    assert "Thank you. It is logged." in ash.get(logged).content.decode()


def test_the_same_again_fills_the_page_with_what_was_logged(ash, answers):
    ash.post(PAGE, answers)
    page = ash.get(f"{PAGE}?again={Activity.objects.get().pk}").content.decode()
    assert "Panel for the new worker" in page
    assert "Rowan Ashdown" in page
    assert 'value="1.5"' in page


def test_a_second_of_the_same_kind_that_day_is_pointed_out_and_kept(ash, answers):
    ash.post(PAGE, answers)
    thanks = ash.post(PAGE, answers | {"once": "another"}, follow=True).content.decode()
    assert "Was this logged before?" in thanks
    assert Activity.objects.count() == 2


def test_coming_in_at_the_end_is_met_with_a_suggestion(ash, answers, cast):
    pack = make.project(team=cast.team)
    thanks = ash.post(PAGE, answers | {"stage": "6", "project": str(pack.pk)}, follow=True).content.decode()
    assert "Next time, could they help with the first idea?" in thanks


def test_no_suggestion_for_those_who_were_there_from_the_start(ash, answers, cast):
    pack = make.project(team=cast.team)
    make.activity(people=[cast.rowan], project=pack, stage=1, days_ago=30)
    thanks = ash.post(PAGE, answers | {"stage": "6", "project": str(pack.pk)}, follow=True).content.decode()
    assert "Next time, could they help" not in thanks


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"what": "no-such-kind"}, "Please choose what it was"),
        ({"what": ""}, "Please choose: What was it"),
        ({"date": "tomorrow"}, "That day has not come yet."),
        ({"date": "soon"}, "Please give the day as a date"),
        ({"others": "-2"}, "The number of people cannot be below nought."),
        ({"others": "1", "others_le": "2"}, "More people with lived experience than people not named."),
        ({"others": "99999999999999999999"}, "Please look again"),
        ({"people": ["999999"]}, "We do not know one of these people"),
        ({"people": ["9" * 400]}, ""),
        ({"stage": "7"}, "Please choose one of the six stages"),
        ({"hours": "1h75"}, "Please write the hours as a number, such as 1.5"),
        ({"hours": "-1"}, "Please write the hours as a number"),
        ({"hours": "30"}, "That is more than a day for one person."),
        ({"hours": "NaN"}, "Please write the hours as a number"),
        ({"project": "999999"}, "Please choose a project from the list, or none."),
        ({"team": "9" * 300}, "Please choose one of your own teams."),
        ({"title": "x" * 161}, "160"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_typed_is_lost(ash, answers, wrong, words):
    if wrong.get("date") == "tomorrow":  # as it is when the test runs, not when it was read
        wrong = {"date": (timezone.localdate() + timedelta(days=1)).isoformat()}
    answer = ash.post(PAGE, answers | {"notes": "Bring biscuits 🍪 <b>"} | wrong)
    if not words:  # not a number at all: it is left out, and the rest is saved
        assert answer.status_code == 303
        return
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Bring biscuits 🍪 &lt;b&gt;" in page
    assert "Something needs another look" in page
    assert not Activity.objects.exists()


def test_words_of_any_script_come_back_as_they_were_typed(ash, answers):
    ash.post(PAGE, answers | {"title": "=cmd|' /C calc'!A0 🎉 مرحبا", "once": "2"})
    assert Activity.objects.get().title == "=cmd|' /C calc'!A0 🎉 مرحبا"


def test_a_null_byte_is_refused_in_a_sentence(ash, answers):
    answer = ash.post(PAGE, answers | {"title": "a\x00b"})
    assert answer.status_code == 422
    assert not Activity.objects.exists()


def test_every_slip_is_said_at_once(ash, answers):
    tomorrow = timezone.localdate() + timedelta(days=1)
    slips = {"date": tomorrow.isoformat(), "others": "1", "others_le": "2", "hours": "soon"}
    page = ash.post(PAGE, answers | slips).content.decode()
    for sentence in (
        "That day has not come yet.", "More people with lived experience than people not named.", "Please write the hours",
    ):  # fmt: skip
        assert sentence in page
    assert not Activity.objects.exists()


def test_ash_cannot_choose_another_team(ash, answers, cast):
    answer = ash.post(PAGE, answers | {"team": str(cast.other_team.pk)})
    assert "Please choose one of your own teams." in answer.content.decode()


def test_a_team_and_its_slug_are_the_same(ash, answers, cast):
    ash.post(PAGE, answers | {"team": cast.team.slug})
    assert Activity.objects.get().team == cast.team


def test_a_member_is_not_let_in_and_a_stranger_signs_in_first(client, cast, as_user):
    assert client.get(PAGE).status_code == 302
    assert as_user(client, cast.rowan).get(PAGE).status_code == 403


class TestChoosingPeopleWithoutJavaScript:
    def test_find_shows_names_and_keeps_everything_typed(self, ash, answers, cast):
        cast.robin  # noqa: B018 — somebody else to find
        answer = ash.post(PAGE, answers | {"who": "róBin", "step": "find", "people": [str(cast.rowan.pk)]})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert f'name="add" value="{cast.robin.pk}"' in page
        assert "Panel for the new worker" in page
        assert 'value="1.5"' in page
        assert not Activity.objects.exists()

    def test_a_press_adds_and_a_press_takes_off(self, ash, answers, cast):
        page = ash.post(PAGE, answers | {"people": [str(cast.rowan.pk)], "add": str(cast.sam.pk)}).content.decode()
        assert page.count('<input type="hidden" name="people"') == 3  # two people, and the empty chip for JavaScript
        page = ash.post(PAGE, answers | {"take_off": str(cast.sam.pk)}).content.decode()
        assert "Rowan Ashdown" in page
        assert "Sam Okafor" not in page

    def test_a_name_typed_but_not_chosen_is_not_lost_on_saving(self, ash, answers, cast):
        page = ash.post(PAGE, answers | {"who": "Pat", "people": [], "pat": cast.pat.pk}).content.decode()
        assert "Press a name to add it." in page
        assert "Nothing is saved yet." in page
        assert "Nothing is saved yet." not in ash.post(PAGE, answers | {"who": "Pat", "step": "find"}).content.decode()
        assert not Activity.objects.exists()

    def test_yesterday_is_one_press(self, ash, answers):
        page = ash.post(PAGE, answers | {"step": "yesterday"}).content.decode()
        assert f'value="{timezone.localdate() - timedelta(days=1):%Y-%m-%d}"' in page

    def test_somebody_whose_hat_nobody_knows_is_asked_about(self, client, cast, as_user, answers):
        lee = make.person("Lee Nott")
        jo = as_user(client, cast.jo)
        words = answers | {"people": [str(lee.pk)]}
        page = jo.post(PAGE, words).content.decode()
        assert "Please say as what Lee Nott took part." in page
        assert f'name="hat_{lee.pk}"' in page
        jo.post(PAGE, words | {f"hat_{lee.pk}": "client"})
        assert Participation.objects.get().hats == ["client"]


class TestFinding:
    def test_only_those_the_role_may_see_are_found(self, ash, cast):
        make.person("Rowena Hidden")  # sits nowhere, works nowhere
        cast.rowan  # noqa: B018
        page = ash.post(reverse("projects:find_people"), {"who": "row"}).content.decode()
        assert "Rowan Ashdown" in page
        assert "Rowena" not in page

    def test_whose_name_begins_with_what_was_typed_stands_first(self, ash, cast):
        """Enter takes the first: "row" must not log Beth Carrow when Ash meant Rowan."""
        beth = make.person("Beth Carrow")
        make.seat(beth, cast.group)
        cast.rowan  # noqa: B018
        page = ash.post(reverse("projects:find_people"), {"who": "row"}).content.decode()
        assert page.index("Rowan Ashdown") < page.index("Beth Carrow")

    def test_a_trustee_finds_nobody(self, client, cast, as_user):
        assert as_user(client, cast.tal).post(reverse("projects:find_people"), {"who": "row"}).status_code == 403

    def test_it_takes_as_many_queries_for_one_as_for_three(self, ash, cast, django_assert_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        cast.rowan  # noqa: B018
        url = reverse("projects:find_people")
        with CaptureQueriesContext(
            connection,
        ) as one:
            ash.post(url, {"who": "o"})
        cast.robin, cast.sam  # noqa: B018
        with django_assert_num_queries(len(one)):
            page = ash.post(url, {"who": "o"}).content.decode()
        assert "Robin" in page


@pytest.mark.parametrize("asked", ["again=²", "project=²", "project=99999999999999999999", "again=nonsense"])
def test_an_address_that_names_nothing_opens_an_empty_page(ash, asked):
    assert ash.get(f"{PAGE}?{asked}").status_code == 200
