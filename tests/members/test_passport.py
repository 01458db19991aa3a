"""What somebody needs: told once, behind their yes, flagged in words, theirs alone to open and to take back."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from members import behind_consent
from members.actions import consents, passports
from members.models import AccessNeed, AccessPassport, Consent, ContactTask, Letter, SensitiveRead
from members.models.needs import CATALOGUE
from members.permissions import by_link
from members.post import delivery, kinds, letters, paper
from members.post.kinds import Rendered
from members.queries import access, traces
from members.rules import Refused
from members.rules.access import another_way, why_not_this_way

pytestmark = pytest.mark.django_db
AT = timezone.now()


def agreed(cast, person, **needs):
    """This person said yes to it being kept, and told us these needs."""
    actor = cast.actor("jo").at_the_desk_for(person)
    consents.give(person=person, consent=Consent.LIVED_EXPERIENCE, how="spoken", actor=actor, now=AT)
    passports.save(person=person, needs={k: (v, "") for k, v in needs.items()}, actor=actor, now=AT)
    return person


def test_rowan_agrees_first_and_then_tells_once(client, cast, as_user):
    as_user(client, cast.rowan)
    first = client.get("/members/me/access/").content.decode()
    assert "First, may we keep it?" in first
    assert "Large print</label>" not in first
    asked = client.post("/members/me/access/", {"do": "agree"}, follow=True).content.decode()
    assert "Save what matters" in asked
    told = {"large_print": "on", "large_print_which": "18 point", "topics_words": "Hospital food", "quiet_space": "on"}
    saved = client.post("/members/me/access/", told, follow=True).content.decode()
    assert "Large print 18 point" in saved
    assert "Hospital food" in saved
    assert access.flags_of([cast.rowan.pk]) == {
        cast.rowan.pk: ["Large print 18 point", "Quiet room", "Warn before some topics"]
    }
    cast.rowan.refresh_from_db()
    assert cast.rowan.letter_format == "large"


def test_a_choice_that_is_missing_is_asked_for_beside_its_box(client, cast, as_user):
    agreed(cast, cast.rowan)
    as_user(client, cast.rowan)
    page = client.post("/members/me/access/", {"large_print": "on"})
    assert page.status_code == 422
    assert "Please choose which: large print." in page.content.decode()
    assert not AccessNeed.objects.exists()


def test_nothing_is_written_down_without_a_yes(cast):
    with pytest.raises(Refused, match="agree first"):
        passports.save(
            person=cast.sam, needs={"loop": ("", "")}, actor=cast.actor("jo").at_the_desk_for(cast.sam), now=AT
        )


def test_what_is_taken_back_is_hidden_at_once_and_gone_when_it_is_cleared(cast):
    agreed(cast, cast.rowan, loop="")
    consents.withdraw(
        person=cast.rowan, consent=Consent.LIVED_EXPERIENCE, how="online", actor=cast.actor("rowan"), now=AT
    )
    assert access.flags_of([cast.rowan.pk]) == {}
    assert access.needs_of(cast.rowan) == []
    assert AccessNeed.objects.count() == 1
    behind_consent.clear(person=cast.rowan, consent=Consent.LIVED_EXPERIENCE, now=AT)
    assert not AccessNeed.objects.exists()
    assert not AccessPassport.objects.exists()
    for model in (AccessNeed, AccessPassport):
        assert not any(events.objects.exists() for events in traces.events_of(model)), "nor does its history know"


def test_own_words_are_sealed_and_leave_no_history(cast):
    from django.db import connection

    actor = cast.actor("jo").at_the_desk_for(cast.rowan)
    consents.give(person=cast.rowan, consent=Consent.LIVED_EXPERIENCE, how="spoken", actor=actor, now=AT)
    passports.save(person=cast.rowan, needs={"other": ("", "the lamp flickers")}, actor=actor, now=AT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT detail FROM members_accessneed")
        assert b"lamp" not in bytes(cursor.fetchone()[0])
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'members_accessneedevent'"
        )
        assert "detail" not in {row[0] for row in cursor.fetchall()}
    assert access.needs_of(cast.rowan)[0].detail == "the lamp flickers"


def test_jo_opens_it_in_rowans_name_and_rowan_can_see_that_she_did(client, cast, as_user):
    agreed(cast, cast.rowan, loop="")
    as_user(client, cast.jo)
    page = client.get(f"/members/{cast.rowan.pk}/access/").content.decode()
    assert "Hearing loop" in page
    assert SensitiveRead.objects.get().person == cast.rowan
    client.post(f"/members/{cast.rowan.pk}/access/", {"braille": "on"})
    assert access.flags_of([cast.rowan.pk])[cast.rowan.pk] == ["Braille"]


def test_ash_and_robin_open_nobodys_but_their_own(client, cast, as_user):
    agreed(cast, cast.rowan, loop="")
    for who in (cast.ash, cast.robin, cast.tal):
        as_user(client, who)
        assert client.get(f"/members/{cast.rowan.pk}/access/").status_code == 404
        assert "Hearing loop" not in client.get("/members/me/access/").content.decode()


def test_it_is_asked_again_within_a_year(client, cast, as_user):
    agreed(cast, cast.rowan, loop="")
    assert not access.waits_for(cast.rowan.pk, day=AT.date())
    year = AT.date() + timedelta(days=366)
    assert access.waits_for(cast.rowan.pk, day=year)
    assert [each.person for each in access.to_review(day=year)] == [cast.rowan]
    assert cast.sam in access.not_asked()
    as_user(client, cast.jo)
    page = client.get("/members/access/").content.decode()
    assert "Sam Okafor" in page
    passports.nothing_changed(person=cast.rowan, actor=by_link(cast.rowan), now=AT + timedelta(days=400))
    assert not access.waits_for(cast.rowan.pk, day=AT.date() + timedelta(days=500))


def test_flags_of_three_people_are_one_query(cast, django_assert_num_queries):
    for person in (cast.rowan, cast.sam, cast.robin):
        agreed(cast, person, loop="", breaks="")
    everybody = [cast.rowan.pk, cast.sam.pk, cast.robin.pk, cast.pat.pk]
    with django_assert_num_queries(1):
        found = access.flags_of(everybody)
    assert found[cast.sam.pk] == ["Hearing loop", "Breaks"]
    assert cast.pat.pk not in found


@pytest.mark.parametrize(
    ("needs", "way", "looks", "why"),
    [
        ({"post_only": ""}, "email", "standard", "by post only"),
        ({"post_only": "", "email_only": ""}, "email", "standard", ""),
        ({"large_print": "24 point"}, "post", "large", ""),
        ({"large_print": "24 point"}, "post", "standard", ""),
        ({"no_calls": ""}, "phone", "standard", "not to be rung"),
        ({"easy_read": ""}, "post", "large", "Easy Read"),
        ({"braille": ""}, "post", "standard", "in braille"),
        ({"via_supporter": ""}, "email", "standard", "supporter"),
        ({"loop": ""}, "email", "standard", ""),
    ],
)
def test_what_contradicts_a_need(needs, way, looks, why):
    said = why_not_this_way(needs, way=way, letter_format=looks)
    assert why in said if why else said == ""


def test_another_of_their_ways_may_do():
    assert another_way({"no_calls": ""}, ways=["phone", "text"]) == "text"
    assert another_way({"post_only": ""}, ways=["email"]) == ""


def test_no_need_asks_for_a_diagnosis_and_each_has_a_flag_in_words():
    for need in CATALOGUE:
        assert need.flagged(need.options[0] if need.options else "").strip()
        assert "diagnos" not in f"{need.words} {need.flag} {need.asks}".lower()


def sent_to(person, *, kind="test_news"):
    """One ordinary letter to this person, delivered; the letter and the task it became, if any."""
    letters.note(kind=kind, key=f"{kind}:{person.pk}", person=person, about="", due_at=AT, now=AT)
    delivery.deliver_due(now=AT)
    letter = Letter.objects.get(person=person, kind=kind)
    return letter, ContactTask.objects.filter(letter=letter).first()


@pytest.fixture
def news(settings):
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"
    for name, twin in (("test_news", True), ("test_receipt", False)):
        letters.register(
            name, render=lambda letter, *, now: Rendered("Hello", "Some news.", script="Some news."), words="News",
            still_true=lambda letter, *, now: "", lane=letters.Lane.ANSWER, essential=True, windowed=False, purpose="news",
            human_twin=twin,
        )  # fmt: skip
    yield
    kinds._kinds.pop("test_news")
    kinds._kinds.pop("test_receipt")


def test_an_email_to_somebody_who_needs_post_is_not_sent_and_becomes_a_letter_to_print(cast, news):
    agreed(cast, cast.rowan, post_only="")
    letter, task = sent_to(cast.rowan)
    assert (letter.state, letter.way, letter.reason) == ("sending", "post", "They need it by post only.")
    assert (task.way, task.script) == ("post", "Some news.")
    assert task.why.startswith("They need it by post only.")


def test_a_receipt_that_only_goes_by_email_is_withheld_with_its_reason(cast, news):
    agreed(cast, cast.rowan, post_only="")
    letter, task = sent_to(cast.rowan, kind="test_receipt")
    assert (letter.state, letter.reason, task) == ("withheld", "They need it by post only.", None)


@pytest.mark.parametrize(
    ("needs", "looks", "points"), [({"large_print": "24 point"}, "standard", 24), ({}, "large", 18)]
)
def test_pats_letter_is_printed_in_the_size_pat_reads(cast, news, needs, looks, points):
    agreed(cast, cast.pat, **needs)
    cast.pat.letter_format = looks
    cast.pat.save()
    _, task = sent_to(cast.pat)
    assert "print" not in task.why
    assert points in sizes_of(paper.letters_pdf([task], now=AT))


def sizes_of(pdf):
    """The sizes of print on its first page, in points."""
    sizes = set()
    PdfReader(BytesIO(pdf)).pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: sizes.add(round(size * tm[0] * cm[0])) if text.strip() else None
    )
    return sizes


def test_sam_who_does_not_want_to_be_rung_out_of_the_blue_is_not_simply_rung(cast, news):
    agreed(cast, cast.sam, no_calls="")
    _, task = sent_to(cast.sam)
    assert task.why.startswith("They asked not to be rung without a word before.")


def test_without_consent_or_without_a_contradiction_it_leaves_as_always(cast, news):
    agreed(cast, cast.rowan, post_only="")
    consents.withdraw(
        person=cast.rowan, consent=Consent.LIVED_EXPERIENCE, how="online", actor=cast.actor("rowan"), now=AT
    )
    agreed(cast, cast.robin, large_print="24 point")
    assert sent_to(cast.rowan)[0].state == "sent"
    assert sent_to(cast.robin)[0].state == "sent"
