"""Somebody with a voice and no sign-in says where they stand from the link in the letter (DEC-04 to DEC-08)."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Letter, Link
from members.post import delivery, links
from projects.actions import deciding, texts
from projects.models import Objection, Position
from tests import factories as make
from tests.projects.agreed import ask, standing, take, voice_of, words

pytestmark = pytest.mark.django_db


def page_of(decision, person, now):
    """The address in the letter this person got."""
    delivery.deliver_due(now=now)
    letter = Letter.objects.filter(kind="agreeing_asked", person=person).latest("pk")
    link = Link.objects.get(purpose="decision", person=person)
    assert f"/decisions/{link.token}/" in letter.text
    return f"/decisions/{link.token}/"


@pytest.fixture
def here(cast, put_to_all, now):
    return page_of(put_to_all, cast.rowan, now)


def press(client, here, decision, option, **more):
    version = more.pop("version", None) or decision.agreement.versions.order_by("-number").first()
    return client.post(here, {"option": option, "version": version.pk, **more})


def test_one_press_from_the_letter_is_their_own_line_and_opening_the_page_changes_nothing(
    client, cast, put_to_all, here
):
    shown = client.get(here)
    assert shown.status_code == 200
    assert not shown.cookies.get("sessionid")
    assert "We begin together." in words(shown), "the plain-English twin"
    assert "Second Chair" not in words(shown), "nobody else's name"
    assert not Position.objects.exists()
    answer = press(client, here, put_to_all, "no_objection")
    assert (answer.status_code, answer["Location"]) == (303, here)
    said = Position.objects.get()
    assert (said.voice, said.option, said.came_by, said.given_by) == (
        voice_of(put_to_all, cast.rowan), "no_objection", "here", cast.rowan,
    )  # fmt: skip
    assert standing(put_to_all).lived.answered == 1
    assert standing(put_to_all).counted.answered == 0, "a line of its own beside the organisations"
    assert "You said: <strong>No objection</strong>" in words(client.get(here))
    assert not Letter.objects.filter(kind="agreeing_asked", person=cast.rowan, state="waiting").exists()
    press(client, here, put_to_all, "concern", words="Long words")
    assert Position.objects.get().words == "Long words"


def test_an_objection_needs_its_reason_and_taking_it_back_needs_a_day_and_what_was_typed_stays(
    client, put_to_all, here, now
):
    assert press(client, here, put_to_all, "objection").status_code == 409
    assert press(client, here, put_to_all, "take_back", words="I ask the others").status_code == 409
    assert press(client, here, put_to_all, "no-such-thing").status_code == 422
    assert not Position.objects.exists()
    press(client, here, put_to_all, "objection", words="Nobody sits beside me")
    assert Objection.objects.get().reason == "Nobody sits beside me"
    back = timezone.localdate(now) + timedelta(days=3)
    press(client, here, put_to_all, "take_back", back_by=back.isoformat())
    assert Position.objects.get().back_by == back
    assert "come back by" in words(client.get(here))


def test_an_objection_to_an_old_version_is_refused_in_a_sentence_and_keeps_its_words(client, put_to_all, here, same):
    old = put_to_all.agreement.versions.get()
    clauses = [{"thread": 1, "words": "Side by side.", "plain": "We sit together."}]
    texts.write(agreement=put_to_all.agreement, clauses=clauses, what_changed="Shorter", on_version=1, **same)
    answer = press(client, here, put_to_all, "objection", words="Nobody sits beside me", version=old)
    assert answer.status_code == 409
    assert "Version 2 has taken its place" in words(answer)
    assert "Nobody sits beside me</textarea>" in words(answer)
    assert "We sit together." in words(answer)
    assert not Objection.objects.exists()
    assert press(client, here, put_to_all, "objection", words="Nobody sits beside me").status_code == 303


def test_the_answer_to_an_objection_is_read_there_and_what_made_them_move_stays(client, cast, put_to_all, here, same):
    press(client, here, put_to_all, "objection", words="Nobody sits beside me")
    clauses = [{"thread": 1, "words": "Side by side.", "plain": "We sit together."}]
    objection = Objection.objects.get()
    texts.write(
        agreement=put_to_all.agreement, clauses=clauses, what_changed="Side by side", works_in=[objection], on_version=1, **same
    )  # fmt: skip
    Objection.objects.update(answer="It is in clause 1 now")
    assert "It is in clause 1 now" in words(client.get(here))
    press(client, here, put_to_all, "no_objection")
    press(client, here, put_to_all, "no_objection", moved_because="I am heard", may_be_named="on")
    press(client, here, put_to_all, "concern", words="A long word")
    said = Position.objects.get(version__number=2)
    assert (said.option, said.moved_because, said.may_be_named) == ("concern", "I am heard", True)


def test_too_many_letters_come_back_whole_in_the_box_they_were_typed_in(client, put_to_all, here, same):
    reason = "Nobody sits beside me. " + "x" * 1000
    answer = press(client, here, put_to_all, "objection", words=reason)
    page = words(answer)
    assert answer.status_code == 422
    assert f"{reason}</textarea>" in page
    assert f"This has {len(reason)} letters, and we can keep at most 1000. Please make it shorter." in page
    assert "Something needs another look." in page
    assert "Something is missing" not in page
    assert re.search(r'<textarea[^>]*id="words-objection"[^>]*aria-invalid="true"[^>]*words-wrong"', page)
    assert page.count('id="words-wrong"') == 1
    assert not Objection.objects.exists()


def test_too_many_letters_about_what_moved_them_come_back_whole_in_an_open_box(client, put_to_all, here, same):
    press(client, here, put_to_all, "objection", words="Nobody sits beside me")
    clauses = [{"thread": 1, "words": "Side by side.", "plain": "We sit together."}]
    texts.write(agreement=put_to_all.agreement, clauses=clauses, what_changed="Shorter", on_version=1, **same)
    press(client, here, put_to_all, "no_objection")
    asked = "<summary[^>]*>You stood elsewhere before. What made you move?"
    assert re.search(f"<details(?![^>]* open)[^>]*>{asked}", words(client.get(here)))
    moved = "I am heard. " + "x" * 500
    answer = press(client, here, put_to_all, "no_objection", moved_because=moved, may_be_named="on")
    page = words(answer)
    assert answer.status_code == 422
    assert re.search(f"<details[^>]* open[^>]*>{asked}", page)
    assert f"{moved}</textarea>" in page
    assert re.search(r'<input[^>]*name="may_be_named"[^>]* checked', page)
    assert f"This has {len(moved)} letters, and we can keep at most 500. Please make it shorter." in page
    assert 'href="#moved"' in page
    assert press(client, here, put_to_all, "no_objection", moved_because="I am heard").status_code == 303
    assert "I am heard</textarea>" in words(client.get(here))


def test_who_speaks_for_an_organisation_answers_for_it_by_link_and_no_longer_when_somebody_else_does(
    client, cast, text, same, now
):
    make.representative(cast.organisation, cast.robin)
    decision = ask(text, same, quorum=1)
    here = page_of(decision, cast.robin, now)
    assert "for <strong>Independent Mental Health Network</strong>" in words(client.get(here))
    assert press(client, here, decision, "no_objection").status_code == 303
    assert Position.objects.get().voice.organisation == cast.organisation
    cast.organisation.representatives.filter(person=cast.robin).update(ends=timezone.localdate(now) - timedelta(days=1))
    assert client.get(here).status_code == 404
    assert press(client, here, decision, "concern").status_code == 404


def test_a_link_opens_nothing_else_and_closes_as_the_question_does(client, cast, put_to_all, here, same, now):
    for wrong in ("nonsense", here.split("/")[2].swapcase(), "%00"):
        assert client.get(f"/decisions/{wrong}/").status_code == 404
    rsvp = links.link_for(
        person=cast.rowan, purpose="rsvp", about="meeting:1", expires_at=now + timedelta(days=9), now=now
    )
    assert client.get(f"/decisions/{rsvp.token}/").status_code == 404
    deciding.close(decision=put_to_all, **same)
    assert press(client, here, put_to_all, "no_objection").status_code == 409
    assert "This is closed" in words(client.get(here))
    take(put_to_all, cast.organisation, "take_back", same, back_by=timezone.localdate(), late=True)
    links.revoke(person=cast.rowan, now=now)
    assert client.get(here).status_code == 404


def test_themes_are_weighed_by_link_too_each_by_itself(client, cast, text, same, now):
    person = cast.rowan
    decision = ask(text, same, way="weigh", quorum=1, bodies=[cast.group])
    here = page_of(decision, person, now)
    version = text.versions.get()
    assert client.post(here, {"version": version.pk}).status_code == 422
    assert client.post(here, {"version": version.pk, "theme_1": "3"}).status_code == 303
    assert Position.objects.get().weights.get().weight == 3
    assert "how much each theme matters" in words(client.get(here))


def test_the_page_asks_as_many_questions_with_three_voices_as_with_one(client, cast, put_to_all, here, same):
    with CaptureQueriesContext(connection) as one:
        client.get(here)
    for person in (cast.robin, cast.sam):
        deciding.add_voice(decision=put_to_all, person=person, lived_experience=True, **same)
        take(put_to_all, person, "objection", same, words="No")
    with CaptureQueriesContext(connection) as more:
        client.get(here)
    assert len(more) == len(one)
