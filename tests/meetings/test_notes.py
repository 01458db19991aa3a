"""Notes: written point by point, sent, corrected, agreed, approved; who was there in two letters; actions that come back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from meetings import minutes, next_time, points
from meetings.actions import corrections, initials, lines, notes
from meetings.models import Action, AgendaItem, Correction, Decision, Notes, NotesVersion, Said
from members.actions import consents, erasure
from members.models import Consent, ConsentEvent, ContactTask, Letter, Person
from members.permissions import by_link
from members.rules import Refused
from tests import factories as make
from tests.factories import after as made
from tests.meetings.conftest import START

pytestmark = pytest.mark.django_db
END = START + timedelta(hours=2)
NEXT = END + timedelta(days=1)


@pytest.fixture
def held(cast):
    """The group met; Rowan and Robin came, Sam had said yes and couldn't make it."""
    meeting = make.meeting(
        starts_at=START, team=cast.team, lead=cast.jo, body=cast.group, now=START - timedelta(days=20)
    )
    for person in (cast.rowan, cast.robin, cast.sam):
        make.rsvp(meeting, person, answer="yes")
    for person in (cast.rowan, cast.robin):
        make.attendance(meeting, person)
    make.attendance(meeting, cast.sam, came=False, mode="")
    return meeting


def coming(cast, *, weeks=4):
    return make.meeting(
        "Next",
        starts_at=START + timedelta(weeks=weeks),
        people=[cast.rowan],
        team=cast.team,
        body=cast.group,
        now=START,
    )


def kinds(person):
    return list(Letter.objects.filter(person=person).order_by("kind", "pk").values_list("kind", flat=True))


# ---- while it goes on ---------------------------------------------------------------------------------------------------
def test_lines_stand_under_their_point_and_become_one_page_of_plain_words(cast, held):
    pack = AgendaItem.objects.create(meeting=held, title="Welcome pack", position=1)
    jo = cast.actor("jo")
    lines.decide(meeting=held, item=pack, text="Print it\nlarge", actor=jo, now=START)
    lines.act(
        meeting=held, item=pack, text="Ring the printer", owner=cast.rowan, due_on=NEXT.date(), actor=jo, now=START
    )
    lines.say(meeting=held, text="The letters are too small", speaker=cast.robin, actor=jo, now=START)
    assert points.first_words(held) == (
        "Welcome pack\n- Advisory Group decided: Print it large\n- To do: Ring the printer (R.A., by Wednesday 9 December)\n\n"
        "Other business\n- Said: The letters are too small"
    )


def test_who_was_there_stands_in_two_letters_until_they_agree_to_their_name(cast, held):
    assert sorted(minutes.who_was_there(held).words) == ["R.A.", "R.V."]
    consents.give(
        person=cast.rowan, consent=Consent.NAME_IN_MINUTES, how="online", actor=by_link(cast.rowan), now=START
    )
    assert sorted(minutes.who_was_there(held).words) == ["R.V.", "Rowan Ashdown"]


def test_an_action_has_one_owner_and_a_dropped_one_says_why(cast, held):
    jo = cast.actor("jo")
    with pytest.raises(Refused, match="one owner"):
        lines.act(meeting=held, text="Ring", owner=cast.rowan, team=cast.team, actor=jo, now=START)
    action = lines.act(meeting=held, text="Ring", owner=cast.rowan, actor=jo, now=START)
    with pytest.raises(Refused, match="why"):
        lines.end(action=action, state="dropped", actor=jo, now=NEXT)
    done = lines.end(action=action, state="done", actor=by_link(cast.rowan), now=NEXT)
    assert (done.state, done.closed_on) == ("done", NEXT.date())
    with pytest.raises(PermissionDenied):
        lines.end(action=action, state="open", actor=by_link(cast.robin), now=NEXT)


def test_what_somebody_said_waits_to_be_passed_on_with_their_consent_in_the_ledger(cast, held):
    said = lines.say(
        meeting=held,
        text="Too small",
        speaker=cast.robin,
        quote="first_name",
        theme="letters",
        actor=cast.actor("jo"),
        now=START,
    )
    entry = ConsentEvent.objects.get(person=cast.robin, about=said.about_word)
    assert (entry.consent, entry.given, entry.how) == ("words_first_name", True, "spoken")
    lines.change(line=said, quote="none", actor=cast.actor("jo"), now=START)
    assert not ConsentEvent.objects.filter(about=said.about_word).order_by("-pk").first().given
    assert not Said.objects.ready().exists()
    notes.write(meeting=held, words="- We met", actor=cast.actor("jo"), now=END)
    notes.send(meeting=held, actor=cast.actor("jo"), now=NEXT)
    ready = Said.objects.ready().get()
    lines.pass_on(said=ready, became="contribution:7", now=NEXT)
    with pytest.raises(Refused, match="passed on"):
        lines.take_away(line=ready, actor=cast.actor("jo"), now=NEXT)


def test_a_member_who_was_named_may_write_until_the_notes_are_sent_and_is_never_shown_who_said_what(
    client, cast, held, as_user
):
    rowan = cast.actor("rowan", "member")
    with pytest.raises(PermissionDenied):
        lines.decide(meeting=held, text="Yes", actor=rowan, now=START)
    with pytest.raises(Refused, match="not asked"):
        notes.name_taker(meeting=held, person=cast.uma, actor=cast.actor("jo"), now=START)
    notes.name_taker(meeting=held, person=cast.rowan, actor=cast.actor("jo"), now=START)
    lines.decide(meeting=held, text="Yes", actor=rowan, now=START)
    said = made.said(held, "Too small", speaker=cast.robin)
    held.starts_at, held.ends_at = START - timedelta(days=9000), END - timedelta(days=9000)
    held.save()
    as_user(client, cast.rowan)
    live = client.get(f"/meetings/{held.pk}/notes/live/").content.decode()
    assert "Too small" in live
    for url in (
        f"/meetings/{held.pk}/notes/add/said/",
        f"/meetings/notes/said/{said.pk}/",
        f"/meetings/{held.pk}/notes/add/action/",
    ):
        page = client.get(url).content.decode()
        assert "Robin" not in page, url
        assert 'name="speaker"' not in page, url
    assert (
        client.post(f"/meetings/notes/said/{said.pk}/", {"text": "Far too small", "quote": "none"}).status_code == 302
    )
    said.refresh_from_db()
    assert (said.text, said.speaker) == ("Far too small", cast.robin)
    Notes.objects.update(sent_at=NEXT)
    assert client.get(f"/meetings/{held.pk}/notes/live/").status_code == 403


def test_staff_write_on_the_page_without_a_script_and_a_mistake_keeps_the_words(client, cast, as_user):
    meeting = make.meeting(people=[cast.rowan], days=-1, team=cast.team, body=cast.group)
    pack = AgendaItem.objects.create(meeting=meeting, title="Welcome pack", position=1)
    as_user(client, cast.ash)
    live = client.get(f"/meetings/{meeting.pk}/notes/live/").content.decode()
    assert "Welcome pack" in live
    url = f"/meetings/{meeting.pk}/notes/add/action/?item={pack.pk}"
    page = client.get(url).content.decode()
    assert f'data-draft="/members/drafts/notes-{meeting.pk}-action-{pack.pk}/"' in page or "data-draft=" in page
    wrong = client.post(
        url, {"text": "Ring the printer", "item": pack.pk, "owner": cast.rowan.pk, "team": cast.team.pk}
    )
    assert wrong.status_code == 422
    assert "Ring the printer" in wrong.content.decode()
    right = client.post(url, {"text": "Ring the printer", "item": pack.pk, "owner": cast.rowan.pk})
    assert right["Location"].endswith(f"#point-{pack.pk}")
    assert Action.objects.get().item == pack
    as_user(client, cast.uma)
    assert client.get(f"/meetings/{meeting.pk}/notes/live/").status_code == 403


# ---- the notes ----------------------------------------------------------------------------------------------------------
def test_notes_are_sent_once_to_all_who_were_asked_by_their_own_channel(cast, held, deliver):
    jo = cast.actor("jo")
    with pytest.raises(Refused, match="nothing in the notes"):
        notes.send(meeting=held, actor=jo, now=NEXT)
    notes.write(meeting=held, words="Pack\n- We print it large", actor=jo, now=END)
    notes.send(meeting=held, actor=jo, now=NEXT)
    with pytest.raises(Refused, match="already"):
        notes.send(meeting=held, actor=jo, now=NEXT)
    assert {name for name, _, kind in deliver(NEXT + timedelta(minutes=1)) if kind == "notes"} == {
        "Rowan",
        "Robin",
        "Sam",
    }
    task = ContactTask.objects.get(person=cast.sam)
    assert "We print it large" in task.script
    assert (
        Letter.objects.get(person=cast.rowan).subject
        == "Notes of Tuesday 8 December: please look them over by Monday 14 December"
    )


def test_a_correction_is_put_right_or_left_with_a_word_and_they_are_told(client, cast, held):
    jo = cast.actor("jo")
    found = made.notes(held)
    by_link_ = corrections.suggest(
        notes=found, person=cast.rowan, words="It was 18 point", how="link", actor=by_link(cast.rowan), now=NEXT
    )
    by_phone = corrections.suggest(
        notes=found, person=cast.sam, words="I was ill", how="phone", actor=jo.at_the_desk_for(cast.sam), now=NEXT
    )
    assert by_phone.recorded_by == cast.jo
    with pytest.raises(Refused, match="not been looked at"):
        notes.agree(meeting=held, actor=jo, now=NEXT)
    corrections.answer(correction=by_link_, verdict="accepted", words="- We print it in 18 point", actor=jo, now=NEXT)
    with pytest.raises(Refused, match="why it stays"):
        corrections.answer(correction=by_phone, verdict="declined", actor=jo, now=NEXT)
    corrections.answer(
        correction=by_phone, verdict="declined", reply="Notes say nothing about reasons.", actor=jo, now=NEXT
    )
    assert [v.words for v in found.versions.order_by("number")][-1] == "- We print it in 18 point"
    assert found.versions.count() == 2
    assert "meeting_correction" in kinds(cast.rowan)
    assert "meeting_correction" in kinds(cast.sam)
    notes.agree(meeting=held, actor=jo, now=NEXT + timedelta(days=9))
    next_one = coming(cast)
    assert next_time.to_approve_at(next_one) == found
    approved = notes.approve(meeting=held, at=next_one, actor=jo, now=next_one.starts_at)
    assert approved.approved_in == next_one
    with pytest.raises(Refused, match="approved"):
        corrections.suggest(
            notes=found, person=cast.rowan, words="More", how="link", actor=by_link(cast.rowan), now=NEXT
        )
    with pytest.raises(Refused, match="approved"):
        notes.write(meeting=held, words="- Other", actor=jo, now=NEXT)


def test_a_line_that_was_corrected_on_the_page_alone_is_pointed_out_where_it_is_put_right(client, cast, held, as_user):
    """“What happened since” reads the lines: it would go on saying what somebody had put right."""
    jo = cast.actor("jo")
    lines.decide(meeting=held, text="A bench comes.", actor=jo, now=NEXT)
    lines.decide(meeting=held, text="We meet at two.", actor=jo, now=NEXT)
    found = made.notes(held, "- We decided: A bench comes.\n- We decided: We meet at two.")
    page = as_user(client, cast.jo)
    address = reverse("meetings:notes", args=[held.pk])
    assert "another-way" not in page.get(address).content.decode()
    told = corrections.suggest(
        notes=found, person=cast.rowan, words="Two benches", how="link", actor=by_link(cast.rowan), now=NEXT
    )
    words = "- We decided: Two benches come.\n- We decided: We meet at two."
    corrections.answer(correction=told, verdict="accepted", words=words, actor=jo, now=NEXT)
    asked = page.get(address).content.decode().partition("another-way")[2].partition("</ul>")[0]
    assert "A bench comes." in asked
    assert "We meet at two." not in asked
    bench = Decision.objects.get(text="A bench comes.")
    lines.change(line=bench, text="Two benches come.", actor=jo, now=NEXT)
    assert "another-way" not in page.get(address).content.decode()


def test_a_stranger_can_correct_nothing_and_a_member_reads_only_their_own_corrections(client, cast, held, as_user):
    found = made.notes(held)
    outsider = make.person("Olu Stranger", email="olu@example.org", role="member")
    with pytest.raises(Refused, match="neither asked"):
        corrections.suggest(notes=found, person=outsider, words="No", how="link", actor=by_link(outsider), now=NEXT)
    Correction.objects.create(notes=found, person=cast.robin, words="Robin's own words", suggested_at=NEXT)
    made.said(held, "Quiet", speaker=cast.robin)
    as_user(client, outsider)
    assert client.get(f"/meetings/{held.pk}/notes/").status_code == 404
    as_user(client, cast.rowan)
    page = client.get(f"/meetings/{held.pk}/notes/").content.decode()
    assert "print it large" in page
    assert "own words" not in page
    assert "Robin" not in page
    assert client.post(f"/meetings/{held.pk}/notes/correct/", {"words": "It was Tuesday"}).status_code == 302
    assert "It was Tuesday" in client.get(f"/meetings/{held.pk}/notes/").content.decode()


def test_members_read_nothing_before_the_notes_are_sent(client, cast, held, as_user):
    made.notes(held, sent=False)
    as_user(client, cast.rowan)
    page = client.get(f"/meetings/{held.pk}/notes/").content.decode()
    assert "being written" in page
    assert "print it large" not in page
    assert client.get(f"/meetings/{held.pk}/notes/notes.pdf").status_code == 404
    Notes.objects.update(sent_at=NEXT)
    for query in ("", "?large=1"):
        assert client.get(f"/meetings/{held.pk}/notes/notes.pdf{query}").content.startswith(b"%PDF")


def test_erasing_somebody_clears_their_letters_their_words_and_who_said_them(cast, held):
    jo = cast.actor("jo")
    notes.write(meeting=held, words="- Ring (R.A., by Monday)\n- R.V. agrees with R.A.", actor=jo, now=END)
    said = lines.say(meeting=held, text="My own story", on_behalf_of="carers", speaker=cast.rowan, actor=jo, now=START)
    lines.act(meeting=held, text="Rowan Ashdown rings the printer", owner=cast.rowan, actor=jo, now=START)
    notes.send(meeting=held, actor=jo, now=NEXT)
    corrections.suggest(
        notes=Notes.objects.get(), person=cast.rowan, words="I said so", how="link", actor=by_link(cast.rowan), now=NEXT
    )
    erasure.erase(person=Person.objects.get(pk=cast.rowan.pk), actor=jo, now=NEXT)
    version = NotesVersion.objects.get()
    assert version.words == "- Ring (a member, by Monday)\n- R.V. agrees with a member"
    assert list(version.people.values()) == ["R.V."]
    said.refresh_from_db()
    assert (said.text, said.on_behalf_of, said.quote) == ("", "", "none")
    assert Action.objects.get().text == "a member rings the printer"
    assert Action.objects.get().owner is None
    assert Correction.objects.get().words == ""
    assert sorted(minutes.who_was_there(held).words) == ["R.V.", "a member"]


def test_merging_carries_the_two_letters_over(cast, held):
    found = made.notes(held, "- R.A. rings", people={str(cast.rowan.pk): "R.A."})
    initials.hand_over(person=cast.robin, other_id=cast.rowan.pk)
    assert found.versions.get().people == {str(cast.robin.pk): "R.A."}
