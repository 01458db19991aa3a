"""The Network: rounds, turns, which organisations came, and the shared good practice; partners see nothing else."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import network
from meetings.actions import planning, practice, rounds
from meetings.models import HostTurn, Practice, RoundEntry
from members.models import Organisation, Representative
from members.rules import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast):
    return make.meeting("Network", days=9, body=cast.network, people=[cast.kim])


@pytest.fixture
def held(cast):
    """`held(days)`: a meeting of the Network so many days ago, its register closed."""

    def holding(days=20):
        made = make.meeting(f"Network {days}", days=-days, body=cast.network)
        made.register_closed_at = made.ends_at
        made.save()
        return made

    return holding


def words(response):
    return " ".join(response.content.decode().split())


# ---- rounds ------------------------------------------------------------------------------------------------------------
def test_kim_brings_for_the_own_organisation_and_for_no_other(cast, meeting):
    kim, now = cast.actor("kim"), timezone.now()
    rounds.bring(
        meeting=meeting,
        organisation=cast.organisation,
        entries={"success": "A panel", "ask": "A room"},
        actor=kim,
        now=now,
    )
    rounds.bring(
        meeting=meeting,
        organisation=cast.organisation,
        entries={"success": "Two panels", "ask": " "},
        actor=kim,
        now=now,
    )
    assert list(RoundEntry.objects.values_list("round", "words")) == [("success", "Two panels")]
    with pytest.raises(PermissionDenied):
        rounds.bring(
            meeting=meeting, organisation=make.organisation("Elsewhere"), entries={"ask": "A room"}, actor=kim, now=now
        )


def test_a_week_after_the_meeting_only_the_coordinator_still_writes(cast, meeting):
    late = meeting.ends_at + timedelta(days=8)
    entry = {"meeting": meeting, "organisation": cast.organisation, "entries": {"offer": "A trainer"}, "now": late}
    with pytest.raises(Refused, match="more than a week"):
        rounds.bring(actor=cast.actor("kim"), **entry)
    assert rounds.bring(actor=cast.actor("jo"), **entry) == 1


def test_rounds_are_for_the_network_and_for_who_sits_at_its_table(cast, meeting):
    entry = {"entries": {"offer": "A trainer"}, "actor": cast.actor("jo"), "now": timezone.now()}
    with pytest.raises(Refused, match="not a meeting of the Network"):
        rounds.bring(meeting=make.meeting(), organisation=cast.organisation, **entry)
    Organisation.objects.filter(pk=cast.organisation.pk).update(left_on=date(2024, 1, 1))
    cast.organisation.refresh_from_db()
    with pytest.raises(Refused, match="was not in the Network"):
        rounds.bring(meeting=meeting, organisation=cast.organisation, **entry)


def test_kim_writes_in_the_page_and_everybody_at_the_table_reads_it(client, cast, meeting, as_user):
    as_user(client, cast.kim, "partner")
    page = words(client.get(f"/meetings/network/{meeting.pk}/"))
    assert "What we bring" in page
    sent = client.post(f"/meetings/network/{meeting.pk}/", {"challenge": "Too few carers"}, follow=True)
    assert "Too few carers" in words(sent)
    other = make.organisation("Elsewhere")
    client.post(f"/meetings/network/{meeting.pk}/?organisation={other.pk}", {"ask": "Anything"})
    assert not RoundEntry.objects.filter(organisation=other).exists()
    as_user(client, cast.jo, "coordinator")
    client.post(f"/meetings/network/{meeting.pk}/?organisation={other.pk}", {"ask": "A minibus"})
    assert RoundEntry.objects.get(organisation=other).written_by == cast.jo


# ---- who came ----------------------------------------------------------------------------------------------------------
def test_an_organisation_came_when_whoever_spoke_for_it_on_that_day_was_there(cast, held):
    kim, organisation = cast.kim, cast.organisation
    early, late = held(60), held(20)
    day = timezone.localtime(late.starts_at).date()
    Representative.objects.filter(person=kim).update(ends=day - timedelta(days=10))
    for meeting in (early, late):
        make.attendance(meeting, kim, hat="partner")
        make.attendance(meeting, cast.rowan)
    assert network.attending([early, late]) == {early.pk: {organisation.pk}, late.pk: set()}
    make.representative(organisation, cast.rowan, part="lived_experience", starts=day)
    assert network.attending([late]) == {late.pk: {organisation.pk}}
    assert network.attending([early]) == {early.pk: {organisation.pk}}


def test_who_could_not_make_it_did_not_come_and_somebody_may_come_in_their_place(cast, held):
    meeting, jo, now = held(), cast.actor("jo"), timezone.now()
    make.attendance(meeting, cast.kim, came=False, mode="")
    assert network.attending([meeting]) == {meeting.pk: set()}
    for _ in range(2):
        rounds.note_came(meeting=meeting, organisation=cast.organisation, actor=jo, now=now)
    assert network.attending([meeting]) == {meeting.pk: {cast.organisation.pk}}
    rounds.forget_came(meeting=meeting, organisation=cast.organisation, actor=jo, now=now)
    assert network.attending([meeting]) == {meeting.pk: set()}
    with pytest.raises(PermissionDenied):
        rounds.note_came(meeting=meeting, organisation=cast.organisation, actor=cast.actor("kim"), now=now)


def test_the_year_counts_only_meetings_of_the_time_in_the_network(client, cast, held, as_user):
    for days in (60, 20):
        make.attendance(held(days), cast.kim, hat="partner")
    newcomer = make.organisation("Newcomer")
    Organisation.objects.filter(pk=newcomer.pk).update(joined_on=timezone.localdate() - timedelta(days=30))
    _, rows = network.attendance_table(now=timezone.now())
    assert [(row.organisation.name, row.came, row.of) for row in rows] == [
        ("Independent Mental Health Network", 2, 2), ("Newcomer", 0, 1),
    ]  # fmt: skip
    page = words(as_user(client, cast.kim, "partner").get("/meetings/network/came/"))
    assert "Came to 2 of 2 meetings" in page
    assert "Came to 0 of 1 meeting." in page
    with CaptureQueriesContext(connection) as few:
        client.get("/meetings/network/came/")
    for days in (80, 100):
        make.attendance(held(days), cast.kim, hat="partner")
    with CaptureQueriesContext(connection) as many:
        client.get("/meetings/network/came/")
    assert len(few) == len(many)


# ---- turns -------------------------------------------------------------------------------------------------------------
def test_whoever_hosted_longest_ago_is_next_and_whoever_never_did_comes_first(cast, held):
    names = ["Ash", "Birch", "Cedar"]
    a, b, c = (make.organisation(name) for name in names)
    jo, now = cast.actor("jo"), timezone.now()
    rounds.take_turns(meeting=held(60), host=a, chair=b, actor=jo, now=now)
    coming = make.meeting("Network", days=9, body=cast.network)
    turns = network.whose_turn(coming)
    assert (turns.host, turns.chair) == (b, a)
    rounds.take_turns(meeting=held(40), host=b, chair=a, actor=jo, now=now)
    assert network.whose_turn(coming).host == c
    rounds.take_turns(meeting=held(20), host=c, chair=a, actor=jo, now=now)
    turns = network.whose_turn(coming)
    assert (turns.host, turns.chair) == (a, c)
    with pytest.raises(Refused, match="carries both"):
        rounds.take_turns(meeting=coming, host=a, chair=a, actor=jo, now=now)
    rounds.take_turns(meeting=coming, host=None, chair=None, actor=jo, now=now)
    assert not HostTurn.objects.filter(meeting=coming).exists()


def test_who_speaks_for_an_organisation_is_asked_also_without_an_account(cast):
    yasmin = make.person("Yasmin Cole", email="yasmin@example.org", signs_in=False)
    make.representative(cast.organisation, yasmin, part="deputy")
    gone = make.person("Gone Before")
    make.representative(cast.organisation, gone, part="named", ends=date(2024, 1, 1))
    meeting = make.meeting("Network", days=9, body=cast.network, state="draft")
    assert yasmin in planning.seat_holders(meeting)
    assert gone not in planning.seat_holders(meeting)
    assert yasmin not in planning.seat_holders(make.meeting(state="draft"))


# ---- good practice -----------------------------------------------------------------------------------------------------
def add(cast, title="Two chairs", *, organisation=None, actor=None, **more):
    return practice.add(
        organisation=organisation or cast.organisation, title=title, what=more.pop("what", "It worked."),
        actor=actor or cast.actor("kim"), now=timezone.now(), **more,
    )  # fmt: skip


def test_good_practice_is_found_by_words_and_by_tag(client, cast, as_user):
    add(cast, tags="Recruitment, young people")
    add(cast, "Tea first", what="A slow start helps.", tags="meetings")
    as_user(client, cast.kim, "partner")
    assert "Two chairs" in (page := words(client.get("/meetings/good-practice/")))
    assert "Tea first" in page
    page = words(client.get("/meetings/good-practice/?q=slow+helps"))
    assert ("Tea first" in page, "Two chairs" in page) == (True, False)
    page = words(client.get("/meetings/good-practice/?tag=young+people"))
    assert ("Tea first" in page, "Two chairs" in page) == (False, True)
    assert "Nothing found" in words(client.get("/meetings/good-practice/?q=zebra"))


def test_kim_changes_and_puts_away_the_own_and_not_what_is_of_others(client, cast, as_user):
    mine = add(cast)
    other = add(cast, "Theirs", organisation=make.organisation("Elsewhere"), actor=cast.actor("jo"))
    as_user(client, cast.kim, "partner")
    assert client.get(f"/meetings/good-practice/{other.pk}/").status_code == 200
    assert client.get(f"/meetings/good-practice/{other.pk}/edit/").status_code == 404
    assert client.post(f"/meetings/good-practice/{other.pk}/away/").status_code == 404
    client.post(
        f"/meetings/good-practice/{mine.pk}/edit/", {"title": "Three chairs", "what": "Better.", "tags": "A, a , b"}
    )
    mine.refresh_from_db()
    assert (mine.title, mine.tags) == ("Three chairs", ["a", "b"])
    client.post(f"/meetings/good-practice/{other.pk}/away/")
    practice.put_away(practice=other, actor=cast.actor("jo"), now=timezone.now())
    assert client.get(f"/meetings/good-practice/{other.pk}/").status_code == 404
    with pytest.raises(PermissionDenied):
        add(cast, organisation=make.organisation("Elsewhere"))


def test_a_file_is_kept_and_one_that_lies_about_itself_is_not(client, cast, as_user):
    as_user(client, cast.kim, "partner")
    typed = {"organisation": cast.organisation.pk, "title": "Checklist", "what": "Print it."}
    lie = SimpleUploadedFile("checklist.pdf", b"MZ not a paper", content_type="application/pdf")
    page = words(client.post("/meetings/good-practice/new/", typed | {"file": lie}))
    assert "something else inside" in page
    assert "Print it." in page
    paper = SimpleUploadedFile("checklist.pdf", b"%PDF-1.4 hello", content_type="application/pdf")
    client.post("/meetings/good-practice/new/", typed | {"file": paper})
    kept = Practice.objects.get()
    got = client.get(f"/meetings/good-practice/{kept.pk}/file/")
    assert b"".join(got.streaming_content) == b"%PDF-1.4 hello"
    as_user(client, cast.rowan, "member")
    assert client.get(f"/meetings/good-practice/{kept.pk}/file/").status_code == 404


def test_a_link_that_is_no_web_address_is_refused(client, cast, as_user):
    as_user(client, cast.kim, "partner")
    typed = {"organisation": cast.organisation.pk, "title": "Trick", "what": "Press it.", "link": "javascript:alert(1)"}
    assert client.post("/meetings/good-practice/new/", typed).status_code == 422
    assert not Practice.objects.exists()


# ---- partners see the Network alone -------------------------------------------------------------------------------------
def test_a_partner_meets_nothing_of_the_charity(client, cast, meeting, as_user):
    board = make.meeting("Money talk", days=5, body=make.body("Board of Trustees", "trustees"), people=[cast.tal])
    as_user(client, cast.kim, "partner")
    assert client.get(f"/meetings/{meeting.pk}/").status_code == 200
    for address in (f"/meetings/{board.pk}/", f"/meetings/network/{board.pk}/"):
        assert client.get(address).status_code == 404
    for address in ("/meetings/questions/", "/meetings/groups/", "/members/", "/projects/", "/dashboard/"):
        assert client.get(address).status_code == 403
    assert "Money talk" not in words(client.get("/meetings/"))
