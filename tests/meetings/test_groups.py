"""Other groups of people with lived experience: contacts kept for a reason, visits and invitations both ways, a year."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from meetings import groups as asking
from meetings.actions import groups
from meetings.models import GroupInvitation, GroupVisit, OtherGroup
from members.actions import consents, erasure
from members.models import Consent
from members.rules import Refused

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def riverside(cast):
    return groups.keep(
        name="Riverside Voices", where="borough", about="A weekly table.", contact_name="Lin Moss", contact_reach="01632 960 555",
        may_hold="agreed", known_by=cast.rowan, actor=cast.actor("ash"), now=NOW,
    )  # fmt: skip


def words(response):
    return " ".join(response.content.decode().split())


def test_a_contact_is_kept_only_with_a_reason(cast):
    keep = {
        "name": "Hill Group",
        "contact_name": "Lin",
        "contact_reach": "",
        "may_hold": "",
        "actor": cast.actor("jo"),
        "now": NOW,
    }
    with pytest.raises(Refused, match="why we may keep"):
        groups.keep(**keep)
    with pytest.raises(Refused, match="needs no name"):
        groups.keep(**(keep | {"may_hold": "group"}))
    assert groups.keep(**(keep | {"may_hold": "agreed"})).contact_checked_on == TODAY
    with pytest.raises(Refused, match="of that name already"):
        groups.keep(**(keep | {"may_hold": "agreed", "name": "hill group"}))
    with pytest.raises(PermissionDenied):
        groups.keep(**(keep | {"actor": cast.actor("rowan")}))


def test_a_contact_nobody_checked_for_two_years_goes_and_so_does_one_we_lost(cast, riverside):
    before = NOW - timedelta(days=asking.TWO_YEARS)
    assert not asking.old_contacts(before=before).exists()
    OtherGroup.objects.update(contact_checked_on=TODAY - timedelta(days=asking.TWO_YEARS + 2))
    asking.clear_contacts(asking.old_contacts(before=before), now=NOW)
    riverside.refresh_from_db()
    assert (riverside.contact_name, riverside.contact_reach, riverside.may_hold) == ("", "", "")
    again = groups.keep(
        group=riverside, name="Riverside Voices", contact_name="Lin", may_hold="public", actor=cast.actor("jo"), now=NOW
    )
    groups.lose_touch(group=again, actor=cast.actor("jo"), now=NOW)
    again.refresh_from_db()
    assert (again.contact_name, again.ended_on) == ("", TODAY)


def test_history_keeps_no_contact(riverside):
    names = {field.name for field in type(riverside)._meta.get_field("events").related_model._meta.get_fields()}
    assert not names & {"contact_name", "contact_reach"}
    assert "may_hold" in names


def test_a_visit_is_written_down_when_it_has_been(cast, riverside):
    ash = cast.actor("ash")
    with pytest.raises(Refused, match="still to come"):
        groups.visit(group=riverside, way="ours", on_day=TODAY + timedelta(days=1), actor=ash, now=NOW)
    visit = groups.visit(
        group=riverside,
        way="ours",
        on_day=TODAY,
        people=[cast.rowan, cast.sam],
        learned="Name badges.",
        actor=ash,
        now=NOW,
    )
    assert asking.who_went([visit], ash) == {visit.pk: ["Rowan Ashdown", "Sam Okafor"]}
    assert asking.who_went([visit], cast.actor("robin")) == {visit.pk: []}
    consents.give(
        person=cast.sam,
        consent=Consent.NAME_TO_MEMBERS,
        how="spoken",
        actor=cast.actor("jo").at_the_desk_for(cast.sam),
        now=NOW,
    )
    assert asking.who_went([visit], cast.actor("robin")) == {visit.pk: ["Sam"]}
    assert asking.who_went([visit], cast.actor("tal", "trustee")) == {visit.pk: []}


def test_members_and_trustees_read_what_was_learned_and_meet_no_contact(client, cast, riverside, as_user):
    groups.visit(group=riverside, way="theirs", on_day=TODAY, learned="Name badges.", actor=cast.actor("ash"), now=NOW)
    for who, role in ((cast.robin, "member"), (cast.tal, "trustee"), (cast.bo, "board")):
        page = words(as_user(client, who, role).get(f"/meetings/groups/{riverside.pk}/"))
        assert "Name badges." in page
        for said in ("Lin Moss", "01632 960 555", "Rowan", "Write down a visit"):
            assert said not in page
    for who in (cast.ash, cast.rowan):  # staff, and the member who knows them
        page = words(as_user(client, who).get(f"/meetings/groups/{riverside.pk}/"))
        assert "Lin Moss" in page


def test_ash_writes_a_visit_and_an_invitation_in_the_page(client, cast, riverside, as_user):
    as_user(client, cast.ash, "staff")
    address = f"/meetings/groups/{riverside.pk}/"
    sent = {
        "way": "theirs",
        "on_day": TODAY.isoformat(),
        "people": [cast.ash.pk],
        "visitors": "3",
        "learned": "Tea.",
        "shared": "",
    }
    assert "They came to us" in words(client.post(f"{address}visit/", sent, follow=True))
    sent = {"is_ours": "no", "what": "Their open day", "on_day": TODAY.isoformat(), "said": ""}
    assert "They asked us." in words(client.post(f"{address}invite/", sent, follow=True))
    invitation = GroupInvitation.objects.get()
    assert not invitation.is_ours
    client.post(f"/meetings/groups/invitations/{invitation.pk}/said/", {"said": "yes"})
    invitation.refresh_from_db()
    assert invitation.said == "yes"
    client.post(f"/meetings/groups/visits/{GroupVisit.objects.get().pk}/away/")
    assert not GroupVisit.objects.exists()


def test_who_reads_the_figures_is_told_of_few_visitors_only_that_they_were_few(client, cast, riverside, as_user):
    address = f"/meetings/groups/{riverside.pk}/"
    for day, visitors in ((1, 3), (2, 7)):
        groups.visit(group=riverside, way="ours", on_day=TODAY - timedelta(days=day), visitors=visitors, people=[],
                     actor=cast.actor("jo"), now=NOW)  # fmt: skip
    said = words(as_user(client, cast.tal, "trustee").get(address))
    assert "fewer than 5 people" in said
    assert "3 people" not in said
    assert "7 people" in said
    assert "3 people" in words(as_user(client, cast.ash, "staff").get(address))


def test_a_year_shows_both_ways_and_who_was_quiet(client, cast, riverside, as_user):
    quiet = groups.keep(name="Hill Group", actor=cast.actor("jo"), now=NOW)
    year = TODAY.year - 1
    for way, month in (("ours", 2), ("ours", 5), ("theirs", 9)):
        groups.visit(
            group=riverside, way=way, on_day=date(year, month, 3), learned="Slowly.", actor=cast.actor("jo"), now=NOW
        )
    [hill, row] = asking.year_of(cast.actor("jo"), year)
    assert (row.ours, row.theirs, hill.group) == (2, 1, quiet)
    page = words(as_user(client, cast.tal, "trustee").get(f"/meetings/groups/year/?year={year}"))
    assert "We went to them twice, and they came to us once." in page
    assert "Hill Group" in page
    assert client.get("/meetings/groups/year/?year=99999999999999").status_code == 200


def test_whoever_is_erased_leaves_no_trace_at_a_visit(cast, riverside):
    visit = groups.visit(
        group=riverside, way="ours", on_day=TODAY, people=[cast.rowan], actor=cast.actor("jo"), now=NOW
    )
    erasure.erase(person=cast.rowan, actor=cast.actor("jo"), now=NOW)
    riverside.refresh_from_db()
    assert riverside.known_by is None
    assert not visit.went.exists()
