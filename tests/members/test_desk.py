"""The desk: a person's page while the telephone rings, the find box, who looked, and what is done in somebody's name."""

import pytest
from django.test import Client

from members import packs
from members.models import PersonNote, SensitiveRead
from members.words import day
from tests import factories as make


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo)


def words_of(page):
    return page.content.decode()


# ---- the page of a person --------------------------------------------------------------------------------------------
def test_the_page_opens_with_the_number_and_what_is_safe_to_say(jo, cast):
    words = words_of(jo.get(f"/members/{cast.sam.pk}/"))
    assert words.index("tel:01632960201") < words.index("Leave a message?") < words.index('id="contacts"')


def test_jo_writes_down_that_sam_rang_and_takes_it_away_again(jo, cast):
    page = jo.post(
        f"/members/{cast.sam.pk}/notes/new/",
        {"sort": "rang_us", "words": "Asked about the bus.", "at_risk": "no"},
        follow=True,
    )
    words = words_of(page)
    assert "They rang us" in words
    assert "Asked about the bus." in words
    assert "Written down by Jo Hartley" in words
    note = PersonNote.objects.get(person=cast.sam)
    jo.post(f"/members/notes/{note.pk}/take-away/")
    assert "Asked about the bus." not in words_of(jo.get(f"/members/{cast.sam.pk}/"))


def test_a_note_asks_whether_anybody_is_at_risk_and_yes_leads_to_the_safeguarding_form(jo, cast):
    said = {"sort": "rang_us", "words": "Sounded very low."}
    assert jo.post(f"/members/{cast.sam.pk}/notes/new/", said).status_code == 422
    led = jo.post(f"/members/{cast.sam.pk}/notes/new/", {**said, "at_risk": "yes"})
    assert led["Location"] == "/members/concerns/new/"
    assert PersonNote.objects.filter(person=cast.sam).count() == 1


def test_the_words_of_a_note_are_not_readable_in_the_database_nor_in_its_history(jo, cast, django_assert_num_queries):
    make.note(cast.sam, by=cast.jo, words="Something very private")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t::text FROM members_personnote t UNION ALL SELECT e::text FROM members_personnoteevent e"
        )
        assert "very private" not in str(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_an_answer_given_on_the_telephone_is_sams_written_down_by_jo(jo, cast):
    meeting = make.meeting("Advisory Group in June", people=[cast.sam], lead=cast.jo)
    rsvp = meeting.rsvps.get()
    part = words_of(jo.get(f"/meetings/of/{cast.sam.pk}/"))
    assert f'action="/meetings/answers/{rsvp.pk}/"' in part
    page = jo.post(
        f"/meetings/answers/{rsvp.pk}/",
        {"choice": "yes room", "told": "person", "next": f"/members/{cast.sam.pk}/"},
        follow=True,
    )
    assert page.request["PATH_INFO"] == f"/members/{cast.sam.pk}/"
    rsvp.refresh_from_db()
    assert (rsvp.answer, rsvp.recorded_by) == ("yes", cast.jo)
    history = words_of(jo.get(f"/members/{cast.sam.pk}/history/"))
    assert f"“Advisory Group in June”, {day(meeting.starts_at)}: “No answer” became “Yes, in the room”" in history
    assert "By Jo Hartley, Coordinator, for Sam Okafor, in person" in history
    assert "for Sam Okafor, in person" in words_of(jo.get(f"/meetings/{meeting.pk}/history/"))


@pytest.mark.django_db(transaction=True)
def test_a_break_started_for_somebody_says_for_whom_and_that_it_was_by_phone(jo, cast):
    jo.post(f"/members/{cast.sam.pk}/break/start/")
    history = words_of(jo.get(f"/members/{cast.sam.pk}/history/"))
    assert "Went on a break" in history
    assert "By Jo Hartley, Coordinator, for Sam Okafor, by phone" in history


def test_a_wish_to_be_rung_is_written_down_for_sam(jo, cast):
    page = jo.post(f"/members/{cast.sam.pk}/ring/", follow=True)
    assert "They asked us to ring" in words_of(page)
    jo.post(f"/members/{cast.sam.pk}/ring/")
    assert cast.sam.ring_requests.count() == 1


def test_a_piece_of_work_is_answered_for_rowan_from_her_page(jo, cast):
    project = make.project("A quieter waiting room", team=cast.team, lead=cast.jo)
    opportunity = make.opportunity(project, title="Help with a leaflet", people=[cast.rowan], asked_by=cast.jo)
    invitation = opportunity.invitations.get()
    assert "Help with a leaflet" in words_of(jo.get(f"/projects/of/{cast.rowan.pk}/"))
    back = f"/members/{cast.rowan.pk}/"
    answered = jo.post(f"/projects/invitations/{invitation.pk}/answer-for/", {"answer": "yes", "next": back})
    assert answered["Location"] == back
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.recorded_by) == ("yes", cast.jo)


# ---- who looked ------------------------------------------------------------------------------------------------------
def test_rowan_sees_who_opened_her_page_once_an_hour(client, cast, as_user, jo):
    jo.get(f"/members/{cast.rowan.pk}/")
    jo.get(f"/members/{cast.rowan.pk}/")
    assert SensitiveRead.objects.filter(person=cast.rowan).count() == 1
    words = words_of(as_user(client, cast.rowan).get("/members/me/who-looked/"))
    assert "Jo Hartley, Coordinator" in words
    assert "how you are reached" in words


def test_nobody_is_noted_for_looking_at_their_own(client, cast, as_user):
    as_user(client, cast.jo).get(f"/members/{cast.jo.pk}/")
    assert not SensitiveRead.objects.exists()


# ---- the find box ----------------------------------------------------------------------------------------------------
def found(client, words):
    return words_of(client.post("/find/", {"q": words}, follow=True))


def test_jo_finds_a_person_a_meeting_a_project_and_an_organisation(jo, cast):
    make.meeting("Garden meeting", people=[cast.sam])
    make.project("Garden project", team=cast.team)
    make.organisation("Garden Trust")
    make.person("Gardenia Blythe")
    words = found(jo, "garden")
    for each in ("Garden meeting", "Garden project", "Garden Trust", "Gardenia Blythe"):
        assert each in words


def test_the_address_of_a_search_holds_no_name(jo, cast):
    led = jo.post("/find/", {"q": "okafor"})
    listed = jo.post("/members/", {"q": "okafor", "do": "find"})
    for response in (led, listed):
        assert response.status_code == 302
        assert "okafor" not in response["Location"].lower()
    _ = cast.sam
    assert "Sam Okafor" in words_of(jo.get(led["Location"]))
    assert "Sam Okafor" in words_of(jo.get(listed["Location"]))


def test_a_search_from_another_site_or_of_yesterday_finds_nothing_and_breaks_nothing(jo):
    for token in ("gAAAAABnonsense", "%00", "x" * 3000):
        assert jo.get(f"/find/?find={token}").status_code == 200


@pytest.mark.parametrize("number", ["01632 960 201", "01632960201", "+44 1632 960201", "960201"])
def test_jo_finds_who_is_ringing(jo, cast, number):
    _ = cast.sam, cast.rowan
    words = found(jo, number)
    assert "Sam Okafor" in words
    assert "Rowan" not in words


def test_who_writes_is_found_by_their_address(jo, cast):
    _ = cast.rowan, cast.robin
    words = found(jo, "ROWAN@example.org")
    assert "Rowan Ashdown" in words
    assert "Robin" not in words


def test_a_member_and_a_trustee_find_nobody_but_themselves(client, cast, as_user):
    _ = cast.sam, cast.robin
    assert "Robin Vale" not in found(as_user(client, cast.rowan), "robin")
    assert "Rowan Ashdown" in found(client, "rowan")
    assert "Robin Vale" not in found(as_user(client, cast.tal, "trustee"), "robin")
    assert "Nothing fits that" in found(as_user(client, cast.ash), "rowan@example.org")


def test_a_member_finds_only_meetings_she_is_asked_to(client, cast, as_user):
    make.meeting("Garden meeting of mine", people=[cast.rowan])
    make.meeting("Garden meeting of others", people=[cast.robin])
    words = found(as_user(client, cast.rowan), "garden")
    assert "Garden meeting of mine" in words
    assert "of others" not in words


# ---- history ---------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_rowan_reads_what_was_changed_about_her_and_by_whom(client, cast, as_user):
    jo = as_user(client, cast.jo)
    channel = cast.rowan.channels.get()
    jo.post(f"/members/channels/{channel.pk}/", {"address": "rowan@example.org", "best_times": "After 11am"})
    words = words_of(as_user(client, cast.rowan).get("/members/me/history/"))
    assert "Best times: “nothing” became “After 11am”" in words
    assert "By Jo Hartley, Coordinator" in words


@pytest.mark.django_db(transaction=True)
def test_what_rowan_did_herself_is_by_her_and_for_her_on_her_own_page_and_in_her_copy(client, cast, as_user):
    rowan, jo = as_user(client, cast.rowan), as_user(Client(), cast.jo)
    rowan.post("/members/break/start/")
    jo.post(f"/members/{cast.rowan.pk}/break/end/")
    words = words_of(rowan.get("/members/me/history/"))
    assert "By you" in words
    assert "By Jo Hartley, Coordinator, for you, by phone" in words
    assert "By Rowan" not in words
    assert "By Rowan Ashdown, Member" in words_of(jo.get(f"/members/{cast.rowan.pk}/history/"))
    copy = "\n".join(line for s in packs.gather(cast.rowan) for item in s.items for line in item.changes)
    assert ". By you. " in copy
    assert ". By somebody else, as Coordinator. " in copy


@pytest.mark.django_db(transaction=True)
def test_what_changed_about_a_meeting_is_told_before_and_after(jo, cast):
    meeting = make.meeting("Advisory Group", people=[cast.sam], lead=cast.jo, place="Leatherhead")
    meeting.place = "Dorking"
    meeting.save()
    words = words_of(jo.get(f"/meetings/{meeting.pk}/history/"))
    assert "Where: “Leatherhead” became “Dorking”" in words


def test_a_history_asks_the_same_number_of_questions_for_one_change_and_for_many(
    jo, cast, django_assert_max_num_queries
):
    _ = cast.sam
    with django_assert_max_num_queries(30) as few:
        jo.get(f"/members/{cast.sam.pk}/history/")
    for number in range(3):
        make.seat(cast.sam, make.body(f"Body {number}", "other"))
        make.note(cast.sam, by=cast.jo)
    with django_assert_max_num_queries(30) as many:
        jo.get(f"/members/{cast.sam.pk}/history/")
    assert len(many) <= len(few) + 1  # the names of the notes' writers
