"""An answer between bodies: its owner is reminded of it, and it can be put right."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from meetings import question_reminders
from meetings.actions import questions
from members.models import ContactTask, Letter
from members.rules import Refused
from tests.meetings.conftest import NOW
from tests.meetings.test_questions import words

pytestmark = pytest.mark.django_db


def test_an_answer_is_put_right_with_its_history_and_only_who_was_told_is_told_once_more(
    client, cast, put, deliver, as_user
):
    for person in (cast.rowan, cast.sam):
        assert person.seats.exists()
    question = put()
    tal = cast.actor("tal")
    with pytest.raises(Refused, match="no answer to put right"):
        questions.correct(question=question, words="No", actor=tal, now=NOW)
    questions.answer(question=question, words="Yes, until 2030.", actor=tal, now=NOW)
    deliver(NOW)
    later = NOW + timedelta(days=1)
    with pytest.raises(PermissionDenied):
        questions.correct(question=question, words="No", actor=cast.actor("rowan"), now=later)
    with pytest.raises(Refused, match="says already"):
        questions.correct(question=question, words="Yes, until 2030.", actor=tal, now=later)
    as_user(client, cast.tal, "trustee")
    here = f"/meetings/questions/{question.pk}/"
    sent = client.post(f"{here}correct/", {"outcome": "answered", "words": "Yes, until 2029."})
    assert sent.status_code == 302
    assert deliver(timezone.now() + timedelta(days=3))[0][::2] == ("Rowan", "question_corrected")
    letter = Letter.objects.get(kind="question_corrected")
    assert "put right" in letter.text
    assert "Yes, until 2029." in letter.text
    old, call = ContactTask.objects.filter(person=cast.sam).order_by("pk")
    assert "Yes, until 2030." in old.script
    assert old.outcome == "not_needed", "nobody reads him the earlier answer"
    assert "Yes, until 2029." in call.script
    assert "put right" not in call.script, "he never heard the earlier one"
    page = words(client.get(here))
    assert "What the answer said before" in page
    assert "Yes, until 2030." in page


def test_whose_letter_is_just_leaving_hears_of_the_correction_too(cast, put):
    question, tal = put(), cast.actor("tal")
    questions.answer(question=question, words="Yes, until 2030.", actor=tal, now=NOW)
    Letter.objects.filter(kind="question_answered", person=cast.rowan).update(state="sending")
    questions.correct(question=question, words="Yes, until 2029.", actor=tal, now=NOW)
    assert Letter.objects.filter(kind="question_corrected", person=cast.rowan).exists()


def test_who_sees_to_an_answer_is_reminded_once_three_days_before(cast, put, deliver):
    question = put()
    questions.name_owner(question=question, owner=cast.tal, actor=cast.actor("jo"), now=NOW)
    deliver(NOW)
    early, due = NOW + timedelta(days=26), NOW + timedelta(days=28)
    assert question_reminders.plan_due(now=early) == 0
    assert [question_reminders.plan_due(now=due), question_reminders.plan_due(now=due)] == [1, 0]
    assert deliver(due) == [("Tal", "email", "question_reminder")]
    questions.answer(question=question, words="Yes.", actor=cast.actor("tal"), now=due)
    assert question_reminders.plan_due(now=due + timedelta(days=1)) == 0
