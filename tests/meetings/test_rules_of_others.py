"""Rules taken from other people's bugs, as far as they speak of meetings: each, and the tests that hold it.

The table is read by the first tests, which look whether every test named in it exists. Below them stand those tests
that had no other home.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from coproduction.middleware import SafeHeaders
from meetings import reminders
from meetings.actions import planning
from meetings.models import Rsvp
from members import personal_data
from members.models import Letter
from tests.meetings.conftest import NOW, START
from tests.meetings.test_planning import say

pytestmark = pytest.mark.django_db
TESTS = Path(__file__).parents[1]
HERE = "meetings/test_rules_of_others.py"
RULES = {
    "No state change on GET or HEAD, and none on page load by script": (
        "drills/test_d15_scanners.py::test_asvs_3_5_3_opening_every_link_of_every_letter_changes_nothing",
        "meetings/test_rsvp_link.py::test_opening_it_changes_nothing_even_with_an_answer_in_the_address",
        "meetings/test_date_pages.py::test_opening_the_link_changes_nothing_and_one_press_saves",
        "meetings/test_event_pages.py::test_opening_the_private_link_changes_nothing_and_one_press_cancels",
    ),
    "Saving takes one press, and leaving before it says “not saved yet”": (
        "meetings/test_rsvp_link.py::test_rowan_opens_the_link_and_answers_with_one_press",
        "meetings/test_rsvp_link.py::test_opening_it_changes_nothing_even_with_an_answer_in_the_address",
        "journeys/test_look.py::test_the_longest_form_keeps_a_draft_and_any_larger_box_says_that_nothing_is_saved_yet",
    ),
    "Subject says what to do and by when": (
        f"{HERE}::test_the_subject_of_an_invitation_and_of_a_reminder_says_what_to_do_and_by_when",
    ),
    "Never remind someone who has answered; a no stops the chasing": (
        "meetings/test_reminders.py::test_whoever_answered_just_before_is_not_reminded",
        "meetings/test_reminders.py::test_whoever_says_no_after_the_reminder_was_noted_does_not_get_it",
        "meetings/test_date_poll.py::test_the_day_before_only_the_silent_are_reminded_and_only_once",
    ),
    "Reminder links are personal, so a second answer updates the first": (
        f"{HERE}::test_a_second_answer_by_the_link_of_the_reminder_changes_the_first",
    ),
    "Same person cannot be invited twice; an old invitation never blocks a new one": (
        "meetings/test_planning.py::test_the_same_person_cannot_be_asked_twice",
        "meetings/test_planning.py::test_somebody_taken_off_and_asked_again_gets_a_fresh_link",
    ),
    "No mail for drafts, past meetings or empty digests": (
        "meetings/test_planning.py::test_the_seat_holders_are_proposed_and_a_draft_sends_nothing",
        "meetings/test_reminders.py::test_nobody_is_reminded_of_a_draft_a_cancelled_or_a_past_meeting",
        "meetings/test_planning.py::test_cancelling_a_draft_tells_nobody",
    ),
    "Same event, same person, one mail, even after a retry": (
        "meetings/test_reminders.py::test_each_reminder_comes_once_however_often_the_clock_ticks",
        "drills/test_d09_everything_twice.py::test_two_of_each_ticker_send_each_letter_once",
        "drills/test_d01_kill_senders.py::test_nothing_is_lost_and_each_death_repeats_at_most_one_letter",
    ),
    "Opt-outs bind reminders; essential mail (cancelled, moved, door code) still goes": (
        f"{HERE}::test_whoever_wants_only_what_is_essential_gets_no_reminder_and_hears_that_it_is_cancelled",
        "members/test_post_delivery.py::test_an_essential_letter_reaches_somebody_who_wants_no_others",
    ),
    "Members’ addresses and names are never shown to each other by default": (
        "meetings/test_rsvp_link.py::test_the_page_needs_no_session_and_says_nothing_about_others",
        "members/test_names_and_photos.py::test_other_members_read_her_first_name_once_she_says_yes_and_no_longer_once_she_takes_it_back",
        "meetings/test_agenda.py::test_names_stand_there_only_of_those_who_agreed_and_of_colleagues_who_lead",
    ),
    "A token belongs to one invitation, expires after the meeting, can be revoked, is not in logs or Referer": (
        "meetings/test_rsvp_link.py::test_every_link_that_opens_nothing_gets_the_very_same_page",
        "meetings/test_rsvp_link.py::test_the_link_still_opens_thirty_days_after_the_end_and_not_a_second_longer",
        "meetings/test_registering.py::test_a_link_opens_one_registration_and_no_other",
        "meetings/test_links_taken_back.py::test_every_table_that_keeps_tokens_is_known_to_the_press_that_takes_them_back",
        "ground/test_logs_and_headers.py::test_asvs_16_2_5_no_token_reaches_the_log",
        f"{HERE}::test_no_page_behind_a_link_tells_its_address_to_the_next_page",
    ),
    "Names and free text cannot put links or markup in mail": (
        "members/test_post_mailing.py::test_a_name_cannot_put_markup_or_a_link_into_the_letter",
        "members/test_post_mailing.py::test_only_a_link_that_the_letter_was_given_leads_elsewhere",
    ),
    "Cancelled entries leave the queue; promotion tells the person and gives time": (
        "meetings/test_answers.py::test_the_second_for_the_last_place_waits_and_moves_up_when_it_comes_free",
        "meetings/test_registering.py::test_a_place_that_comes_free_is_offered_to_the_next_for_a_time",
        "meetings/test_registering.py::test_the_time_of_an_offer_begins_when_they_are_told_of_it",
        "drills/test_d13_waiting_list.py::test_fifty_cancel_while_fifty_join_and_three_hundred_come_for_the_last_hundred_places",
    ),
    "Full timezone name and stable UID/SEQUENCE in .ics; reschedule leaves no ghosts": (
        "meetings/test_calendar_feed.py::test_other_programs_read_london_time_right_in_january_in_july_and_on_both_sundays",
        "meetings/test_calendar_feed.py::test_the_feed_is_neutral_rises_and_says_what_was_cancelled",
        "meetings/test_rsvp_link.py::test_the_calendar_file_is_neutral_and_stays_one_event",
    ),
    "Hybrid shows both address and link": (
        f"{HERE}::test_a_meeting_in_the_room_and_online_shows_both_the_address_and_the_link",
        f"{HERE}::test_the_letter_with_the_link_to_a_meeting_in_the_room_too_says_where_the_room_is",
    ),
    "Full but no waiting list enabled warns the organiser": (
        f"{HERE}::test_a_full_meeting_always_has_a_waiting_list_and_who_runs_it_reads_how_many_wait",
    ),
    "Never make an unrelated required field block the answer": (
        f"{HERE}::test_an_answer_needs_nothing_but_the_answer",
    ),
    "No stars or league tables for people": (f"{HERE}::test_nobody_is_given_stars_points_or_a_rank",),
    "Large export and bulk send run in the background with progress": (
        "drills/test_d14_ten_thousand.py::test_all_of_them_leave_and_the_code_goes_first",
        "members/test_post_jobs.py::test_the_same_work_is_noted_once_while_it_waits_and_shows_how_far_it_is",
        "members/test_lists.py::test_a_list_of_people_leaves_for_a_reason_marked_and_in_the_background",
    ),
}  # which mail server takes the letters is the one rule of theirs that says nothing about meetings


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_held_by_tests_that_exist(rule):
    assert RULES[rule]
    for named in RULES[rule]:
        file, _, name = named.partition("::")
        assert re.search(rf"^\s*(async )?def {name}\(", (TESTS / file).read_text(), re.MULTILINE), named


def test_all_twenty_rules_but_the_one_about_mail_servers_stand_here():
    assert len(RULES) == 19


# ---- the tests that had no other home ----------------------------------------------------------------------------------
@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def meeting(cast, plan):
    return plan(people=[cast.rowan, cast.robin], publish=True, room_places=1)


def text(response):
    return response.content.decode()


def test_the_subject_of_an_invitation_and_of_a_reminder_says_what_to_do_and_by_when(cast, meeting, deliver):
    deliver(NOW)
    asks = "Please answer by Friday 4 December: meeting, Tuesday 8 December, 2pm"
    assert Letter.objects.get(kind="meeting_invitation", person=cast.rowan).subject == asks
    reminders.plan_due(now=START - timedelta(days=7))
    deliver(START - timedelta(days=7) + timedelta(hours=3))
    assert Letter.objects.get(kind="meeting_reminder", person=cast.rowan).subject == asks


def test_a_second_answer_by_the_link_of_the_reminder_changes_the_first(client, cast, meeting, deliver):
    deliver(NOW)
    reminders.plan_due(now=START - timedelta(days=7))
    deliver(START - timedelta(days=7) + timedelta(hours=3))
    links = {
        re.search(r"/rsvp/[^/\s]+/", letter.text)[0]
        for letter in Letter.objects.filter(person=cast.rowan, kind__in=["meeting_invitation", "meeting_reminder"])
    }
    assert len(links) == 1, "the invitation and the reminder open the same page, and it is Rowan’s"
    [url] = links
    client.post(url, {"answer": "maybe"})
    client.post(url, {"answer": "yes", "mode": "phone"})
    [rsvp] = Rsvp.objects.filter(meeting=meeting, person=cast.rowan)
    assert (rsvp.answer, rsvp.mode) == ("yes", "phone")


def test_whoever_wants_only_what_is_essential_gets_no_reminder_and_hears_that_it_is_cancelled(cast, meeting, deliver):
    deliver(NOW)
    cast.rowan.essential_post_only_at = NOW
    cast.rowan.save()
    reminders.plan_due(now=START - timedelta(days=7))
    later = START - timedelta(days=7) + timedelta(hours=3)
    assert [row[0] for row in deliver(later) if row[2] == "reminder"] == ["Robin"]
    planning.cancel(meeting=meeting, actor=cast.actor("jo"), now=later)
    assert ("Rowan", "email", "cancelled") in deliver(later + timedelta(days=1))


def test_no_page_behind_a_link_tells_its_address_to_the_next_page():
    """Every address with a secret in it begins with one of those that say only where the site is."""
    secrets = {"token", "secret", "code", "word"}
    loose = sorted(
        address
        for address, names in addresses(get_resolver().url_patterns)
        if names & secrets and not f"/{address}".startswith(SafeHeaders.WITH_TOKEN)
    )
    assert loose == []


def addresses(patterns, before="", names=frozenset()):
    """Each address of the site, with the names of what stands in it."""
    for each in patterns:
        here, known = before + str(each.pattern), names | set(each.pattern.converters)
        if isinstance(each, URLPattern):
            yield here, known
        else:
            yield from addresses(each.url_patterns, here, known)


def test_a_meeting_in_the_room_and_online_shows_both_the_address_and_the_link(client, cast, as_user, meeting, link_of):
    """Where the room is stands on the page and in the letters all along; the link joins it a day before."""
    url = link_of(meeting, cast.rowan)
    assert "Leatherhead office, or online" in text(client.get(url))
    client.post(url, {"answer": "yes", "mode": "online"})
    with time_machine.travel(START - timedelta(hours=23), tick=False):
        for page in (client.get(url), as_user(client, cast.rowan).get(f"/meetings/{meeting.pk}/")):
            assert "Leatherhead office, or online" in text(page)
            assert "https://meet.example.org/tea" in text(page)


def test_the_letter_with_the_link_to_a_meeting_in_the_room_too_says_where_the_room_is(cast, meeting, deliver):
    deliver(NOW)
    say(meeting, cast.robin, "maybe")
    day_before = START - timedelta(days=1) + timedelta(minutes=1)
    reminders.plan_due(now=day_before)
    deliver(day_before)
    letter = Letter.objects.get(kind="meeting_join", person=cast.robin)
    for words in (letter.text, letter.html):
        assert "https://meet.example.org/tea" in words
        assert "Leatherhead office" in words


def test_a_full_meeting_always_has_a_waiting_list_and_who_runs_it_reads_how_many_wait(client, cast, as_user, meeting):
    say(meeting, cast.rowan, "yes", mode="room")
    say(meeting, cast.robin, "yes", mode="room")
    waiting = Rsvp.objects.get(meeting=meeting, person=cast.robin)
    assert (waiting.place_no, waiting.queue_no is not None) == (None, True)
    assert "1 waiting for a place" in " ".join(text(as_user(client, cast.ash).get("/")).split())


def test_an_answer_needs_nothing_but_the_answer(client, cast, meeting, link_of):
    url = link_of(meeting, cast.rowan)
    assert client.post(url, {"answer": "yes"}).status_code == 303
    assert Rsvp.objects.get(meeting=meeting, person=cast.rowan).answer == "yes"
    assert " required" not in re.sub(r"<script.*?</script>", "", text(client.get(url)), flags=re.DOTALL)


def test_nobody_is_given_stars_points_or_a_rank():
    """Of all records about people two hold a score: what somebody, and what a meeting, says of the charity itself."""
    marks = {"stars", "score", "points", "badge_level", "league", "rank_of_person", "rating", "leaderboard"}
    found = {
        record.model._meta.label
        for record in personal_data.records()
        for field in record.model._meta.concrete_fields
        if field.name in marks
    }
    assert found <= {"projects.OwnScore", "projects.SharedScore"}
