"""Texts that several agree on: from the first phrase to the day each organisation takes it on (DEC-01 to DEC-10)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from docx import Document

from members.models import Letter
from members.post import delivery
from members.rules import Refused
from projects import agreeing_reminders
from projects.actions import agreeing, commenting, deciding, objecting, texts
from projects.models import Comment, Objection, Position, Ratification, TextVersion
from tests import factories as make
from tests.projects.agreed import FIRST, ask, standing, take, voice_of, words

pytestmark = pytest.mark.django_db


def test_silence_is_never_agreement_and_nothing_is_decided_over_an_objection(cast, put_to_all, same):
    second = make.organisation("Second Chair")
    take(put_to_all, cast.organisation, "no_objection", same)
    outcome = {"outcome": "agreed", "outcome_words": "We agree."}
    with pytest.raises(Refused, match="Silence is not agreement"):
        deciding.decide(decision=put_to_all, **outcome, **same)
    take(put_to_all, second, "take_back", same, back_by=timezone.localdate() + timedelta(days=3))
    assert standing(put_to_all).counted.answered == 1
    take(put_to_all, second, "concern", same, words="The name is long")
    take(put_to_all, cast.rowan, "objection", same, words="Nobody sits beside me")
    assert standing(put_to_all).percent == 100
    assert not standing(put_to_all).is_enough  # no majority hides an objection from lived experience
    with pytest.raises(Refused, match="waits for an answer"):
        deciding.decide(decision=put_to_all, **outcome, **same)
    objection = Objection.objects.get()
    objecting.answer_objection(objection=objection, state="not", answer="It is in clause 4", **same)
    with pytest.raises(Refused, match="not reached"):
        deciding.decide(decision=put_to_all, **{**outcome, "outcome": "dissent"}, **same)
    with pytest.raises(Refused, match="Only whoever raised"):
        objecting.withdraw(objection=objection, **same)
    objecting.withdraw(objection=objection, actor=cast.actor("rowan"), now=same["now"])
    deciding.decide(decision=put_to_all, **outcome, **same)
    put_to_all.agreement.refresh_from_db()
    assert put_to_all.agreement.step == "ratify"


def test_a_majority_does_not_close_over_an_unanswered_objection_from_lived_experience(cast, text, same):
    cast.kim.pk and make.representative(cast.organisation, cast.rowan, part="lived_experience")
    decision = ask(text, same, way="majority", quorum=1, enough_percent=51)
    take(decision, cast.organisation, "for", same)
    take(decision, cast.rowan, "against", same, words="It is not safe")
    assert [each.voice.person for each in standing(decision).blocked_by] == [cast.rowan]
    objecting.answer_objection(objection=Objection.objects.get(), state="not", answer="We keep watch", **same)
    with pytest.raises(Refused, match="dissent"):
        deciding.decide(decision=decision, outcome="agreed", outcome_words="Yes", **same)
    deciding.decide(decision=decision, outcome="dissent", outcome_words="Yes, and it was said why not", **same)
    with pytest.raises(Refused, match="stands beside it"):  # by whatever way: dissent that was written down stays
        objecting.withdraw(objection=Objection.objects.get(), actor=cast.actor("rowan"), now=same["now"])


def test_a_new_version_asks_anew_keeps_what_was_said_and_says_because_of_whom(cast, put_to_all, same):
    take(put_to_all, cast.rowan, "objection", same, words="Nobody sits beside me")
    remark = commenting.say(agreement=put_to_all.agreement, words="Say who", **same)
    clauses = [{"thread": 1, "words": "Together, side by side.", "plain": "We sit together."}]
    old = TextVersion.objects.get()
    new = texts.write(
        agreement=put_to_all.agreement, clauses=clauses, what_changed="Side by side", takes_up=[remark],
        works_in=[Objection.objects.get()], on_version=1, **same,
    )  # fmt: skip
    assert standing(put_to_all).version == new
    assert standing(put_to_all).lived.answered == 0
    assert Position.objects.get().version == old
    objection = Objection.objects.get()
    assert (objection.state, objection.worked_into) == ("integrated", new)
    assert Comment.objects.get(pk=remark.pk).taken_into == new
    with pytest.raises(Refused, match=r"version 1. Version 2 has taken its place"):
        agreeing.take(
            voice=voice_of(put_to_all, cast.rowan), version=old, option="objection", words="Old", came_by="room", **same
        )
    with pytest.raises(Refused, match="written version 2 since"):
        texts.write(agreement=put_to_all.agreement, clauses=FIRST, on_version=1, **same)
    with pytest.raises(Refused, match="Nothing is different"):
        texts.write(agreement=put_to_all.agreement, clauses=clauses, **same)
    take(put_to_all, cast.rowan, "no_objection", same, moved_because="I am heard", may_be_named=True)
    [rowan] = [each for each in standing(put_to_all).heard if each.voice.person == cast.rowan]
    assert rowan.moves


def test_bad_input_is_a_sentence_and_nothing_is_lost(cast, put_to_all, same, client, as_user):
    voice, now = voice_of(put_to_all, cast.organisation), same["now"]
    address = f"/projects/decisions/{put_to_all.pk}/position/{voice.pk}/"
    version = TextVersion.objects.get().pk
    browser = as_user(client, cast.kim, "partner")
    no_reason = browser.post(address, {"version": version, "option": "objection", "words": " "})
    assert no_reason.status_code == 422
    assert "An objection needs its reason" in words(no_reason)
    assert browser.post(address, {"version": version, "option": "no_objection", "words": "Good"}).status_code == 302
    abel = make.person("Abel Norris", email="abel@example.org", role="partner", organisation=cast.organisation)
    second = as_user(client, abel, "partner").post(
        address, {"version": version, "option": "concern", "words": "Wait for me"}
    )
    assert "One organisation has one voice" in words(second)
    assert "Wait for me" in words(second)
    with pytest.raises(Refused, match="can no longer be changed"):
        deciding.put_right(
            decision=put_to_all,
            question="Do we agree?",
            way="majority",
            closes_at=put_to_all.closes_at,
            actor=cast.actor("jo"),
            now=now,
        )
    later = put_to_all.closes_at + timedelta(hours=1)
    with pytest.raises(Refused, match="This closed on"):
        agreeing.take(
            voice=voice, version=TextVersion.objects.get(), option="concern", actor=cast.actor("kim"), now=later
        )
    stranger = as_user(client, cast.tal, "trustee")
    assert stranger.get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        agreeing.take(
            voice=voice, version=TextVersion.objects.get(), option="concern", actor=cast.actor("robin"), now=now
        )


def test_whoever_takes_it_back_may_answer_late_and_is_reminded_on_their_day_and_nobody_who_answered_is(
    cast, put_to_all, same
):
    now, second = same["now"], make.organisation("Second Chair")
    deputy = make.person("Dee Late", email="dee@example.org")
    make.representative(second, deputy, part="deputy")
    back = timezone.localdate(now) + timedelta(days=5)
    take(put_to_all, second, "take_back", same, back_by=back)
    take(put_to_all, cast.organisation, "no_objection", same)
    assert set(Letter.objects.filter(kind="agreeing_asked", state="waiting").values_list("person", flat=True)) == {
        cast.rowan.pk
    }
    noon = now.replace(hour=12) + timedelta(days=5)
    agreeing_reminders.plan_due(now=noon)
    agreeing_reminders.plan_due(now=noon)
    assert [letter.person for letter in Letter.objects.filter(kind="agreeing_reminder")] == [deputy]
    agreeing_reminders.plan_due(now=now.replace(hour=12) + timedelta(days=11))
    assert Letter.objects.filter(kind="agreeing_reminder", person=cast.rowan).count() == 1
    assert not Letter.objects.filter(kind="agreeing_reminder", person=cast.kim).exists()
    late = take(
        put_to_all,
        second,
        "concern",
        {**same, "now": put_to_all.closes_at + timedelta(days=2)},
        words="Our trustees met",
    )
    assert late.is_late
    assert late.get_came_by_display() == "By phone"


def test_private_first_then_laid_open_and_a_trustee_meets_no_name(cast, put_to_all, same, client, as_user):
    take(put_to_all, cast.rowan, "objection", same, words="Nobody sits beside me")
    kim = as_user(client, cast.kim, "partner")
    page = words(kim.get(f"/projects/decisions/{put_to_all.pk}/"))
    assert "Nobody sits beside me" not in page
    assert "Rowan Ashdown" in words(
        as_user(client, cast.jo, "coordinator").get(f"/projects/decisions/{put_to_all.pk}/")
    )
    deciding.reveal(decision=put_to_all, **same)
    for who, role in (("kim", "partner"), ("tal", "trustee")):
        page = words(as_user(client, getattr(cast, who), role).get(f"/projects/decisions/{put_to_all.pk}/"))
        assert "Nobody sits beside me" in page
        assert "People with lived experience" in page
        assert "Rowan" not in page


def test_story_9_a_partner_takes_it_back_ratifies_late_and_version_3_is_published_with_a_note(
    cast, put_to_all, same, client, as_user
):
    text, now = put_to_all.agreement, same["now"]
    for number in (2, 3):
        texts.write(agreement=text, clauses=[{"thread": 1, "words": f"Draft {number}", "plain": ""}], **same)
    browser = as_user(client, cast.kim, "partner")
    home = words(browser.get("/"))
    assert "The text we are agreeing" in home
    assert "Do we agree?" in home
    paper = browser.get(f"/projects/agreements/{text.pk}/take-back.docx")
    read = Document(BytesIO(paper.content))
    assert "Draft 3" in [cell.text for row in read.tables[0].rows for cell in row.cells]
    assert any("No objection" in line.text for line in read.paragraphs)
    address = f"/projects/decisions/{put_to_all.pk}/position/{voice_of(put_to_all, cast.organisation).pk}/"
    version = text.versions.get(number=3)
    back = timezone.localdate(now) + timedelta(days=4)
    assert browser.post(address, {"version": version.pk, "option": "take_back", "back_by": back}).status_code == 302
    assert "You said you would come back" in words(browser.get("/"))
    second = make.organisation("Second Chair")
    take(put_to_all, second, "no_objection", same)
    take(put_to_all, cast.rowan, "no_objection", same)
    assert browser.post(address, {"version": version.pk, "option": "concern", "words": "Slowly"}).status_code == 302
    jo = as_user(client, cast.jo, "coordinator")
    decided = {"outcome": "agreed", "outcome_words": "All agree on version 3.", "lived_experience": "decided"}
    assert jo.post(f"/projects/decisions/{put_to_all.pk}/outcome/", decided).status_code == 302
    note = {"version": version.pk, "note": "One organisation takes it on next month."}
    assert jo.post(f"/projects/agreements/{text.pk}/publish/", note).status_code == 302
    taken_on = {
        "organisation": cast.organisation.pk, "version": version.pk, "how": "with_note", "note": "Except for clause 2",
        "ratified_on": timezone.localdate(), "by_whom": "our trustees",
    }  # fmt: skip
    browser = as_user(client, cast.kim, "partner")
    browser.post(f"/projects/agreements/{text.pk}/ratify/", taken_on)
    assert Ratification.objects.get().is_late
    page = words(browser.get(f"/projects/agreements/{text.pk}/"))
    for said in (
        "Version 3",
        "One organisation takes it on next month.",
        "Except for clause 2",
        "Late",
        "Still to say: Second Chair",
    ):
        assert said in page
    assert Letter.objects.filter(kind="agreeing_result", person=cast.kim).count() == 1
    delivery.deliver_due(now=timezone.now())
    assert "All agree on version 3." in Letter.objects.get(kind="agreeing_result", person=cast.kim).text
