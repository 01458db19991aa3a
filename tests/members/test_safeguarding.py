"""The sealed room: who gets in, what stays, and what never leaves it."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from members import admin, packs
from members.actions import concerns, roles
from members.models import Concern, ConcernEntry, Letter, Person
from members.permissions import Role
from members.post import delivery
from members.rules import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
WORDS = "On Monday I saw him push her against the wall."


def report(cast, who="rowan", **said):
    said = {
        "sort": "harm", "what": WORDS, "when_and_where": "Monday, in the hall", "who": "Two visitors", "reach": "",
        "in_danger": False, "about_leads": [], "without_name": False, **said,
    }  # fmt: skip
    return concerns.report(actor=cast.actor(who), now=timezone.now(), **said)


def words(response):
    return " ".join(response.content.decode().split())


# ---- reporting ---------------------------------------------------------------------------------------------------
def test_rowan_reports_a_concern_and_reads_only_that_it_was_received(client, cast, as_user):
    assert cast.saf
    as_user(client, cast.rowan)
    form = words(client.get("/members/concerns/new/"))
    assert "Ring <a" in form
    assert "We cannot promise to tell nobody" in form
    page = words(client.post("/members/concerns/new/", {"sort": "harm", "what": WORDS}, follow=True))
    assert "Received on" in page
    assert "push her" not in page
    assert Concern.objects.get().reporter == cast.rowan


def test_the_way_there_stands_under_every_page_and_tells_a_stranger_whom_to_ring(client, cast, as_user):
    page = words(client.get("/members/concerns/new/"))
    assert "ask for the safeguarding lead" in page
    assert "<textarea" not in page
    for who in ("rowan", "jo", "ash", "tal", "kim", "fin"):
        assert 'href="/members/concerns/new/"' in words(as_user(client, getattr(cast, who)).get("/"))


def test_whoever_leaves_their_name_out_is_nowhere_in_it(cast):
    report(cast, without_name=True)
    assert Concern.objects.get().reporter is None
    assert not Concern.objects.sent_by(cast.rowan.pk).exists()


def test_rowan_adds_something_and_robin_cannot(client, cast, as_user):
    concern = report(cast)
    as_user(client, cast.robin)
    assert client.get(f"/members/concerns/sent/{concern.pk}/").status_code == 404
    as_user(client, cast.rowan)
    assert client.post(f"/members/concerns/sent/{concern.pk}/", {"words": "It was at noon."}).status_code == 302
    assert concern.entries.get().words == "It was at noon."
    with pytest.raises(Concern.DoesNotExist):
        concerns.add_more(concern=concern, words="Me too", actor=cast.actor("robin"), now=timezone.now())


# ---- the room ----------------------------------------------------------------------------------------------------
def test_the_lead_is_told_that_there_is_one_and_not_a_word_of_it(client, cast, as_user):
    assert cast.saf
    concern = report(cast)
    delivery.deliver_due(now=timezone.now())
    letter = Letter.objects.get(person=cast.saf)
    assert "A new concern has been logged." in letter.text
    whole = json.dumps([letter.subject, letter.text, letter.html, letter.key, letter.about, letter.facts])
    assert "wall" not in whole
    assert str(concern.pk) not in whole
    assert "Rowan" not in whole


def test_only_a_safeguarding_lead_opens_the_room(client, cast, as_user):
    concern = report(cast)
    for who in ("jo", "ash", "rowan", "tal", "bo", "kim", "fin", "tec"):
        as_user(client, getattr(cast, who))
        assert client.get("/members/concerns/").status_code == 403
        assert client.get(f"/members/concerns/{concern.pk}/").status_code == 404
        with pytest.raises(PermissionDenied):
            concerns.act(concern=concern, sort="action", words="x", actor=cast.actor(who), now=timezone.now())
    page = words(as_user(client, cast.saf).get(f"/members/concerns/{concern.pk}/"))
    assert WORDS in page
    assert concern.entries.get().sort == ConcernEntry.Sort.LOOKED


def test_a_lead_writes_what_was_done_closes_it_and_opens_it_again(client, cast, as_user):
    concern = report(cast)
    as_user(client, cast.saf)
    address = f"/members/concerns/{concern.pk}/"
    client.post(address, {"sort": "action", "words": "Rang the council."})
    client.post(address, {"sort": "closed", "words": "The council took it on."})
    assert "Rang the council." in words(client.get(address))
    assert "No concern is open" in words(client.get("/members/concerns/"))
    client.post(address, {"sort": "reopened", "words": "It happened again."})
    assert "No concern is open" not in words(client.get("/members/concerns/"))
    with pytest.raises(Refused, match="open already"):
        concerns.act(concern=concern, sort="reopened", words="x", actor=cast.actor("saf"), now=timezone.now())


def test_whoever_did_something_about_it_has_read_it_and_one_nobody_read_in_time_is_late_and_leads(
    client, cast, as_user
):
    now, days = timezone.now(), timedelta(days=6)
    done, nobody = (
        Concern.objects.create(reporter=cast.rowan, reported_at=now - days, what=WORDS) for _ in range(2)
    )  # fmt: skip
    newest = report(cast)
    concerns.act(concern=done, sort="action", words="Rang Rowan.", actor=cast.actor("saf"), now=now - days)
    as_user(client, cast.saf)
    for address in ("/", "/members/concerns/"):
        rows = [row for row in words(client.get(address)).split("<li>") if "/members/concerns/" in row]
        rows = [next(row for row in rows if str(each.pk) in row) for each in (nobody, newest, done)]
        assert "Late: nobody has read it" in rows[0]
        assert "You have not read it" in rows[1]
        assert "read it" not in rows[2]
    home = words(client.get("/"))
    assert "<h1>1 concern nobody has read in time</h1>" in home
    assert home.index(str(nobody.pk)) < home.index(str(newest.pk))
    client.get(f"/members/concerns/{nobody.pk}/")
    assert "Late: nobody" not in words(client.get("/"))


def test_a_lead_never_sees_nor_hears_of_a_concern_about_them(client, cast, as_user):
    other = make.person("Nia Underhill", email="nia@example.org", role="safeguarding")
    concern = report(cast, about_leads=[cast.saf])
    assert not Letter.objects.filter(person=cast.saf).exists()
    assert Letter.objects.filter(person=other, kind="concern_logged").exists()
    as_user(client, cast.saf)
    assert client.get(f"/members/concerns/{concern.pk}/").status_code == 404
    assert str(concern.pk) not in words(client.get("/members/concerns/"))
    assert "No concern waits for you" in words(client.get("/"))
    with pytest.raises(Concern.DoesNotExist):
        concerns.act(concern=concern, sort="closed", words="Nothing", actor=cast.actor("saf"), now=timezone.now())
    assert str(concern.pk) in words(as_user(client, other).get("/members/concerns/"))


def test_when_it_is_about_every_lead_the_management_board_is_asked_for_a_deputy(cast):
    assert cast.bo
    report(cast, about_leads=[cast.saf])
    letter = Letter.objects.get()
    assert (letter.person, letter.kind) == (cast.bo, "deputy_wanted")


def test_a_coordinator_cannot_make_herself_a_lead(cast):
    with pytest.raises(Refused, match="Nobody makes themselves"):
        roles.give(person=cast.jo, role=Role.SAFEGUARDING, actor=cast.actor("jo"), now=timezone.now())


# ---- what never changes, and what never leaves -------------------------------------------------------------------
def test_postgres_refuses_to_change_or_delete_a_concern_or_what_came_after(cast):
    concern = report(cast)
    concerns.act(concern=concern, sort="action", words="Rang.", actor=cast.actor("saf"), now=timezone.now())
    for table, change in [
        ("members_concern", "UPDATE members_concern SET what = 'nothing'"),
        ("members_concern", "UPDATE members_concern SET reported_at = now()"),
        ("members_concern", "DELETE FROM members_concern"),
        ("members_concernentry", "UPDATE members_concernentry SET words = 'nothing'"),
        ("members_concernentry", "DELETE FROM members_concernentry"),
    ]:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
        assert table in connection.introspection.table_names()
    assert Concern.objects.get().what == WORDS


def test_its_words_lie_sealed_in_the_database(cast):
    report(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT members_concern::text FROM members_concern")
        row = cursor.fetchone()[0]
    assert b"push her" not in bytes.fromhex(row.split("\\x")[1].split('"')[0])
    assert "push" not in row


def test_no_history_no_admin_and_no_pack_holds_it(cast):
    report(cast)
    for model in (Concern, ConcernEntry):
        assert not hasattr(model, "pgh_event_models")
        assert model not in admin.site._registry
    gathered = repr(packs.gather(cast.rowan))
    assert "oncern" not in gathered


def test_it_survives_that_its_reporter_goes_and_says_the_same_to_everybody(cast):
    concern = report(cast)
    with transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(reporter=cast.robin)  # merging two records moves it
    assert Concern.objects.get().what == WORDS
    assert Person.objects.filter(pk=cast.rowan.pk).exists()


def test_that_a_lead_was_told_of_a_concern_stands_in_no_list_of_the_coordinator(client, cast, as_user):
    assert cast.saf
    report(cast)
    letter = Letter.objects.get(kind="concern_logged")
    going_out = words(as_user(client, cast.jo).get("/members/going-out/"))
    delivery.deliver_due(now=timezone.now())
    Letter.objects.filter(pk=letter.pk).update(state="failed")
    pages = [f"/members/{cast.saf.pk}/messages/", f"/members/{cast.saf.pk}/", "/"]
    for seen in [going_out, *(words(client.get(page)) for page in pages)]:
        assert "Saf" not in seen or "concern has been logged" not in seen
        assert f"/members/messages/{letter.pk}/" not in seen
        assert "Safeguarding</" not in seen
    assert client.get(f"/members/messages/{letter.pk}/").status_code == 404
    assert letter.person == cast.saf
    own = words(as_user(client, cast.saf).get("/members/my-messages/"))
    assert str(letter.pk) in own
