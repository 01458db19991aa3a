"""The pages of agendas and papers as each role meets them, and what they make of bad input."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from meetings.actions import agenda, papers, planning, proposals
from meetings.models import Agenda, AgendaItem, PaperForm, Rsvp
from members import files
from members.actions import consents
from members.models import Consent, Letter
from members.permissions import by_link
from members.post import links
from tests import factories as make
from tests.meetings.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def meeting(cast, plan):
    """Rowan, Sam and Tal are asked; one topic, and a paper with its original."""
    meeting = plan(people=[cast.rowan, cast.sam, cast.tal], publish=True, wellbeing_person="Ash Mbeki")
    same = {"meeting": meeting, "actor": cast.actor("jo"), "now": NOW}
    agenda.add(title="The Welcome Pack", minutes=60, lead=cast.robin, **same)
    paper = papers.add(title="The budget", summary="What we spend.", **same)
    upload = SimpleUploadedFile("budget.pdf", b"%PDF-1.4 x")
    papers.put(paper=paper, form="original", upload=upload, actor=cast.actor("jo"), now=NOW)
    return meeting


def out(meeting):
    Agenda.objects.update_or_create(meeting=meeting, defaults={"out_at": timezone.now()})


def file_of(meeting):
    return f"/meetings/papers/file/{PaperForm.objects.get(paper__meeting=meeting).pk}/"


def test_until_it_is_out_members_see_only_that_it_comes(client, cast, as_user, meeting):
    rowan = as_user(client, cast.rowan)
    page = rowan.get(f"/meetings/{meeting.pk}/agenda/").content.decode()
    assert "The agenda is not out yet" in page
    assert "The Welcome Pack" not in page
    assert rowan.get(file_of(meeting)).status_code == 404


def test_a_yes_to_members_names_nobody_to_trustees_on_the_page_behind_the_link_or_in_the_letter(
    client, cast, as_user, meeting, deliver
):
    toni = make.person("Toni Board", email="toni@example.org", role="trustee")
    planning.invite(meeting=meeting, people=[toni], actor=cast.actor("jo"), now=NOW)
    said = {"how": "online", "actor": by_link(cast.robin), "now": NOW, "person": cast.robin}
    consents.give(consent=Consent.NAME_TO_MEMBERS, **said)
    agenda.send_out(meeting=meeting, actor=cast.actor("jo"), now=NOW)
    deliver(NOW)
    link = links.link_for(person=toni, purpose="rsvp", about=meeting.about_word, expires_at=meeting.ends_at, now=NOW)

    def read():
        mine = as_user(client, toni).get(f"/meetings/{meeting.pk}/agenda/").content.decode()
        return ["Robin" in mine, "Robin" in client.get(f"/rsvp/{link.token}/agenda/").content.decode()]

    assert read() == [False, False]
    assert "Robin" not in Letter.objects.get(person=toni, kind="agenda_out").text
    assert "Robin" in Letter.objects.get(person=cast.rowan, kind="agenda_out").text
    assert "Robin" in as_user(client, cast.rowan).get(f"/meetings/{meeting.pk}/agenda/").content.decode()
    consents.give(consent=Consent.NAME_TO_TRUSTEES, **said)
    assert read() == [True, True]


def test_history_keeps_no_word_of_who_asked_to_have_a_topic_last(client, cast, as_user, meeting):
    out(meeting)
    item = AgendaItem.objects.get(meeting=meeting)
    page = as_user(client, cast.rowan).post(f"/meetings/{meeting.pk}/agenda/mine/", {"item": item.pk, "do": "skip"})
    assert page.status_code == 302
    assert AgendaItem.objects.get(pk=item.pk).at_the_end
    assert not item.events.filter(pgh_context__metadata__person=cast.rowan.pk).exists()


def test_once_it_is_out_those_asked_read_it_and_its_papers(client, cast, as_user, meeting):
    out(meeting)
    for who in (cast.rowan, cast.tal):
        page = as_user(client, who).get(f"/meetings/{meeting.pk}/agenda/").content.decode()
        assert "The Welcome Pack" in page
        assert "We challenge ideas, not people." in page
        assert "Ash Mbeki" in page
        assert "Robin" not in page, "nobody is named who has not agreed"
        answer = client.get(file_of(meeting))
        assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
        assert answer["Content-Disposition"] == 'attachment; filename="budget.pdf"'
        assert "sandbox" in answer["Content-Security-Policy"]


def test_a_partner_reads_papers_of_the_network_alone(client, cast, as_user, plan, meeting):
    out(meeting)
    kim = as_user(client, cast.kim)
    assert kim.get(file_of(meeting)).status_code == 404
    network = plan(people=[cast.kim], publish=True, body=cast.network)
    same = {"actor": cast.actor("jo"), "now": NOW}
    paper = papers.add(meeting=network, title="Rounds", summary="What each of us asks.", **same)
    papers.put(paper=paper, form="original", upload=SimpleUploadedFile("rounds.pdf", b"%PDF-1.4 x"), **same)
    out(network)
    assert kim.get(file_of(network)).status_code == 200


def test_signed_in_or_behind_the_link_somebody_proposes_once(client, cast, as_user, meeting, link_of):
    rowan = as_user(client, cast.rowan)
    words = {"title": "Quiet hours", "summary": "", "once": "a-token"}
    for _ in range(2):
        assert rowan.post(f"/meetings/{meeting.pk}/agenda/", words).status_code == 302
    link = f"{link_of(meeting, cast.sam)}agenda/"
    client.logout()
    assert client.post(link, {"title": "Tea"}).status_code == 303
    assert client.post(link, {"title": "  "}).status_code == 422
    assert client.get("/rsvp/nobody/agenda/").status_code == 404
    assert [(i.title, i.via) for i in AgendaItem.objects.proposed()] == [("Quiet hours", "browser"), ("Tea", "link")]
    assert "We answer soon" in client.get(link).content.decode()


def test_somebody_on_the_telephone_is_written_down_in_their_name(client, cast, as_user, meeting):
    rsvp = Rsvp.objects.get(meeting=meeting, person=cast.sam)
    as_user(client, cast.jo).post(f"/meetings/answers/{rsvp.pk}/topic/", {"title": "Tea that is still hot"})
    item = AgendaItem.objects.proposed().get()
    assert (item.proposed_by, item.recorded_by, item.via) == (cast.sam, cast.jo, "desk")


def test_an_agenda_that_is_too_long_keeps_what_was_typed(client, cast, as_user, meeting):
    typed = {"title": "Money, all of it", "minutes": "90", "purpose": "decide", "summary": "Every penny."}
    page = as_user(client, cast.jo).post(f"/meetings/{meeting.pk}/agenda/plan/", typed)
    assert page.status_code == 422
    words = page.content.decode()
    assert "would take 150 minutes, and the meeting lasts 120" in words
    assert "Money, all of it" in words
    assert "Every penny." in words


def test_not_this_time_without_a_reason_keeps_the_page(client, cast, as_user, meeting):
    rsvp = Rsvp.objects.select_related("meeting", "person").get(meeting=meeting, person=cast.rowan)
    item = proposals.propose(rsvp=rsvp, title="Quiet hours", actor=by_link(cast.rowan), now=NOW)
    jo, address = as_user(client, cast.jo), f"/meetings/agenda/{item.pk}/answer/"
    refused = jo.post(address, {"state": "not_taken", "minutes": "10", "because": ""})
    assert (refused.status_code, "Please say why not" in refused.content.decode()) == (422, True)
    assert jo.post(address, {"state": "not_taken", "minutes": "10", "because": "In March."}).status_code == 302
    as_user(client, cast.rowan)
    page = client.get(f"/meetings/{meeting.pk}/agenda/").content.decode()
    assert "Not this time, because" in page
    assert "In March." in page


def test_a_file_of_a_hundred_megabytes_is_a_sentence_and_nothing_is_lost(client, cast, as_user, meeting, monkeypatch):
    monkeypatch.setattr(files.NotTooLarge, "MOST", 5000)
    paper, before = meeting.papers.get(), PaperForm.objects.count()
    data = {"do": "upload", "form": "audio:", "file": SimpleUploadedFile("long.mp3", b"ID3" + b"0" * 9000)}
    page = as_user(client, cast.jo).post(f"/meetings/papers/{paper.pk}/", data)
    assert page.status_code == 422
    assert "This file is too large: at most 20 MB" in page.content.decode()
    assert PaperForm.objects.count() == before


def test_complete_with_a_copy_missing_says_whose_on_the_page(client, cast, as_user, plan):
    meeting = plan(people=[cast.pat], publish=True)
    papers.add(meeting=meeting, title="The budget", summary="Money.", actor=cast.actor("jo"), now=NOW)
    page = as_user(client, cast.jo).post(f"/meetings/{meeting.pk}/papers/complete/")
    assert page.status_code == 409
    assert "The papers are not complete yet." in page.content.decode()
    assert "Pat Lindqvist" in page.content.decode()
