"""All that was logged: an entry of long ago, without a project and with heads only, is found again and put right (LOG-26)."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members import lists
from members.models import Export, SavedView
from tests import factories as make

pytestmark = pytest.mark.django_db
LOG = "/projects/activities/"


def words(response):
    return " ".join(response.content.decode().split())


def titles(client, address=LOG):
    page = client.get(address)
    assert page.status_code == 200
    return [each.title for each in page.context["list"].rows]


@pytest.fixture
def long_ago(cast):
    day = timezone.localdate() - timedelta(days=730)
    return make.activity(
        "Supper at the allotment", ended_on=day, team=cast.team, project=None, others=12, others_le=9, minutes=60
    )


@pytest.mark.parametrize(("who", "role"), [("ash", "staff"), ("jo", "coordinator")])
def test_an_entry_of_two_years_ago_with_heads_only_is_found_and_corrected(client, cast, as_user, long_ago, who, role):
    for number in range(35):
        make.activity(f"Since then {number}", team=cast.team, people=[cast.rowan])
    as_user(client, getattr(cast, who), role)
    for page in ("/projects/", "/involvement/new/"):
        assert f'href="{LOG}"' in words(client.get(page)), page
    assert long_ago.title not in titles(client)
    page = client.post(LOG, {"q": "allotment", "do": "find"}, follow=True)
    assert "1 entry found" in words(page)
    assert "12 people, nobody named" in words(page)
    edit = f"/projects/activities/{long_ago.pk}/edit/"
    assert f'href="{edit}"' in words(page)
    form = client.get(edit).context["form"]
    said = {name: form[name].value() for name in form.fields}
    said = {name: value for name, value in said.items() if value not in (None, False)}
    client.post(edit, said | {"others": "14", "why": "Two came late"})
    long_ago.refresh_from_db()
    assert (long_ago.others, long_ago.others_le) == (14, 9)
    assert "Two came late" in words(client.get(f"/projects/activities/{long_ago.pk}/"))
    assert "14 people, nobody named" in words(client.get(f"{LOG}?project=none&who=heads"))


def test_it_is_narrowed_by_time_team_kind_level_project_and_who(client, cast, as_user, long_ago):
    kind = make.kind("Away day", is_meeting=False, slug="away-day")
    project = make.project("Welcome Pack", team=cast.other_team)
    make.activity(
        "Lately",
        kind=kind,
        level="strategic",
        team=cast.other_team,
        project=project,
        people=[cast.sam],
        needs_detail=True,
    )
    jo = as_user(client, cast.jo, "coordinator")
    year = long_ago.ended_on.year if long_ago.ended_on.month >= 4 else long_ago.ended_on.year - 1
    for query, found in (
        ("", ["Lately", long_ago.title]),
        ("period=30", ["Lately"]),
        (f"period=y{year}", [long_ago.title]),
        (f"team={cast.other_team.slug}", ["Lately"]),
        ("kind=away-day", ["Lately"]),
        ("level=operational", [long_ago.title]),
        (f"project={project.pk}", ["Lately"]),
        ("project=none", [long_ago.title]),
        ("who=heads", [long_ago.title]),
        ("detail=1", ["Lately"]),
        ("order=oldest", [long_ago.title, "Lately"]),
        ("period=y1800", []),
        ("project=x", []),
        (f"person={cast.sam.pk}", ["Lately"]),
    ):
        assert titles(jo, f"{LOG}?{query}") == found, query
    assert jo.get(f"{LOG}?person=99999999999999999999").status_code == 404


def test_a_name_finds_what_they_took_part_in_and_stands_in_no_address(client, cast, as_user):
    make.activity("With Sam", people=[cast.sam], team=cast.team)
    make.activity("Sam's, of another team", people=[cast.sam], team=cast.other_team)
    ash = as_user(client, cast.ash, "staff")
    page = ash.post(LOG, {"q": "okafor", "do": "find"}, follow=True)
    assert [each.title for each in page.context["list"].rows] == ["With Sam"], "staff find what they may open"
    assert "okafor" not in page.redirect_chain[-1][0].lower()


def test_each_role_finds_what_it_may_open_and_the_others_have_no_such_page(client, cast, as_user, long_ago):
    make.activity("Theirs", team=cast.other_team)
    make.activity("Written down by Ash for others", team=cast.other_team, logged_by=cast.ash)
    assert set(titles(as_user(client, cast.ash, "staff"))) == {long_ago.title, "Written down by Ash for others"}
    assert len(titles(as_user(client, cast.jo, "coordinator"))) == 3
    for who, role in (("rowan", "member"), ("tal", "trustee"), ("bo", "board"), ("kim", "partner"), ("fin", "finance")):
        assert as_user(client, getattr(cast, who), role).get(LOG).status_code == 403, role
    stranger = make.person("Lee Stray")
    make.activity("With Lee", people=[stranger], team=cast.team)
    ash = as_user(client, cast.ash, "staff")
    assert ash.get(f"{LOG}?person={stranger.pk}").status_code == 404, "whom she may not see by name"


def test_what_was_taken_back_stands_apart_and_is_found_too(client, cast, as_user, long_ago):
    jo = as_user(client, cast.jo, "coordinator")
    jo.post(f"/projects/activities/{long_ago.pk}/take-back/")
    assert titles(jo) == []
    assert titles(jo, f"{LOG}?show=aside") == [long_ago.title]
    jo.post(f"/projects/activities/{long_ago.pk}/bring-back/")
    assert titles(jo) == [long_ago.title]


def test_the_file_names_nobody_and_is_logged_and_what_one_person_did_is_no_file(client, cast, as_user, long_ago):
    make.activity("=1+1", people=[cast.sam, cast.rowan], team=cast.team, others=1)
    ash = as_user(client, cast.ash, "staff")
    taken = ash.post(LOG, {"do": "take"})
    rows = list(csv.reader(io.StringIO(taken.content.decode("utf-8-sig"))))
    assert rows[1][0] == "What"
    assert [row[0] for row in rows[2:]] == ["'=1+1", long_ago.title]
    assert [row[9] for row in rows[2:]] == ["3", "12"]
    assert "Okafor" not in taken.content.decode("utf-8-sig")
    assert Export.objects.get().of == "log"
    jo = as_user(client, cast.jo, "coordinator")
    assert "Take this list" not in words(jo.get(f"{LOG}?person={cast.sam.pk}"))
    for what in ("take", "keep"):
        jo.post(f"{LOG}?person={cast.sam.pk}", {"do": what, "name": "Sam", "level": "operational"})
    assert Export.objects.count() == 1
    assert not SavedView.objects.exists(), "nobody's number is kept in a view"


def test_a_name_in_the_search_box_finds_entries_and_fills_no_file(client, cast, as_user, long_ago):
    make.activity("With Sam", people=[cast.sam], team=cast.team)
    ash = as_user(client, cast.ash, "staff")
    page = words(ash.post(LOG, {"q": "okafor", "do": "find"}, follow=True))
    assert "With Sam" in page
    assert "Take this list" not in page
    assert "empty the search box to take the list as a file" in page
    sealed = lists.seal("okafor")
    for address, typed in ((LOG, {"q": "okafor"}), (f"{LOG}?find={sealed}", {"find": sealed})):
        refused = ash.post(address, {"do": "take", **typed})
        assert refused.status_code == 409
        assert "Empty the search box first" in words(refused)
    assert not Export.objects.exists()
    assert "Take this list" in words(ash.get(LOG))


@pytest.mark.parametrize(("who", "role"), [("ash", "staff"), ("jo", "coordinator")])
def test_one_entry_and_three_cost_the_same(client, cast, as_user, who, role, long_ago):
    as_user(client, getattr(cast, who), role)

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get(LOG).status_code == 200
        return len(found)

    asked()
    one = asked()
    for number in range(3):
        project = make.project(f"More {number}", team=cast.team)
        make.activity(f"Work {number}", project=project, team=cast.team, people=[cast.rowan, cast.sam])
    assert asked() == one
    assert one <= 16
