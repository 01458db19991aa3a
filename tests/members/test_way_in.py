"""From the conversation to the first day: consent before sealed boxes, ticks from both sides, an agreement before a witness."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.actions import consents, conversations, induction, joining
from members.models import Agreed, Conversation, InductionItem, Letter, Membership, SensitiveRead
from members.post import clock
from members.rules import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def jo(client, cast, as_user):
    _ = cast.group
    return as_user(client, cast.jo)


@pytest.fixture
def noor(cast):
    """On the way in, asked last week, by email."""
    noor = make.person("Noor Haddad", email="noor@example.org")
    make.membership(noor, state="conversation_offered", since=timezone.localdate() - timedelta(days=6))
    return noor


def induct(cast, noor):
    """Noor has talked and the induction has begun."""
    for state in ("conversation_held", "induction"):
        joining.move_to(person=noor, state=state, actor=cast.actor("jo"), now=timezone.now())
    return noor.memberships.get()


def test_jo_sees_who_waits_on_whom_and_for_how_long_and_offers_in_one_press(jo, cast, noor):
    robin = make.person("Robin Ahmed", phone="01632 960 888")
    make.membership(robin, state="enquiry", since=timezone.localdate(), due_on=timezone.localdate())
    page = words(jo.get("/members/joining/"))
    ours, theirs = page.split("Waits for us")[1].split("Waits for them")
    assert "Robin Ahmed" in ours
    assert "Offer a conversation" in ours
    assert "Noor Haddad" in theirs
    assert "For 6 days" in theirs
    for _ in range(2):
        jo.post(f"/members/{robin.pk}/joining/step/", {"state": "conversation_offered"})
    assert robin.memberships.get().state == "conversation_offered"
    clock.tick(now=timezone.now())
    assert "a talk, not an interview" in robin.contact_tasks.get(why="Shall we talk?").script


def test_the_pipeline_asks_as_much_for_one_as_for_three(jo, cast, noor, django_assert_max_num_queries):
    for name in ("One", "Two"):
        make.membership(make.person(f"{name} Person"), state="induction")
    with django_assert_max_num_queries(14):
        jo.get("/members/joining/")


def test_what_helps_on_a_bad_day_opens_only_behind_her_yes(jo, cast, noor):
    address = f"/members/{noor.pk}/joining/conversation/"
    page = words(jo.get(address))
    assert "Two more boxes need their yes" in page
    assert "bad day looks like" not in page
    with pytest.raises(Refused, match="not agreed"):
        conversations.write(
            person=noor, held_on=timezone.localdate(), bad_day="I go quiet", actor=cast.actor("jo"), now=timezone.now()
        )
    jo.post(f"{address}consent/")
    assert "bad day looks like" in words(jo.get(address))
    jo.post(address, {"held_on": timezone.localdate(), "interests": "Pictures", "bad_day": "I go quiet. Tea helps."})
    assert noor.memberships.get().state == "conversation_held"
    assert Conversation.objects.get().bad_day == "I go quiet. Tea helps."
    jo.get(address)
    assert SensitiveRead.objects.filter(person=noor, reader=cast.jo).exists()


def test_when_she_takes_her_yes_back_the_words_are_hidden_at_once_and_then_gone(jo, client, cast, noor, as_user):
    now, actor = timezone.now(), cast.actor("jo").at_the_desk_for(noor)
    consents.give(person=noor, consent="lived_experience", how="spoken", actor=actor, now=now)
    today = timezone.localdate()
    conversations.write(
        person=noor, held_on=today, interests="Pictures", bad_day="Tea helps", actor=cast.actor("jo"), now=now
    )
    consents.withdraw(person=noor, consent="lived_experience", how="spoken", actor=actor, now=now)
    assert "Tea helps" not in words(jo.get(f"/members/{noor.pk}/joining/conversation/"))
    consents.clear_due(now=now + timedelta(days=30))
    kept = Conversation.objects.get()
    assert (kept.bad_day, kept.interests) == (None, "Pictures")
    assert noor.memberships.get().state == "conversation_held"


def test_both_tick_and_both_agree_and_then_she_begins(client, cast, noor, as_user):
    _ = cast.group
    membership = induct(cast, noor)
    ticks = list(membership.ticks.values_list("pk", flat=True))
    assert len(ticks) == 10
    page = words(as_user(client, noor).get("/"))
    assert "Your beginning with us" in page
    assert "10 things" in page
    client.post("/members/me/joining/ticks/", {"person": ticks})
    client.post("/members/me/joining/agree/")
    assert Agreed.objects.get().how == "tick"
    jo = as_user(client, cast.jo)
    assert "They have not agreed" not in words(jo.get("/members/joining/"))
    refused = jo.post(f"/members/{noor.pk}/joining/step/", {"state": "active"})
    assert refused.status_code == 409
    assert "We have not agreed" in words(refused)
    jo.post(f"/members/{noor.pk}/joining/ticks/", {"charity": ticks, "person": ticks})
    jo.post(f"/members/{noor.pk}/joining/agree/charity/")
    assert "Welcome them as a member" in words(jo.get("/members/joining/"))
    jo.post(f"/members/{noor.pk}/joining/step/", {"state": "active"})
    membership = noor.memberships.get()
    assert membership.state == "active"
    assert membership.review_on > timezone.localdate() + timedelta(days=700)
    assert noor.seats.get().body == cast.group


def test_by_word_of_mouth_it_needs_a_witness_who_is_somebody_else(jo, cast, noor):
    induct(cast, noor)
    address = f"/members/{noor.pk}/joining/agree/"
    page = jo.post(address, {"how": "spoken"})
    assert page.status_code == 422
    assert "needs a witness" in words(page)
    assert jo.post(address, {"how": "spoken", "witness": cast.jo.pk}).status_code == 422
    jo.post(address, {"how": "spoken", "witness": cast.ash.pk})
    agreed = Agreed.objects.get()
    assert (agreed.side, agreed.witness, agreed.recorded_by) == ("person", cast.ash, cast.jo)
    assert "by word of mouth, before Ash Mbeki" in words(jo.get(f"/members/{noor.pk}/joining/"))


def test_nobody_agrees_for_both_sides(cast, noor):
    membership = induct(cast, noor)
    make.grant(noor, "coordinator")
    from members.permissions import Actor, Role

    herself = Actor(person=noor, role=Role.COORDINATOR)
    with pytest.raises(Refused, match="Somebody else"):
        induction.agree(membership=membership, side="charity", actor=herself, now=timezone.now())


def test_rowan_says_why_they_joined_and_jo_sees_it_in_their_words(client, cast, as_user):
    as_user(client, cast.rowan, "member").post(
        "/members/me/joining/why/", {"why_joined": "To be heard", "hopes": "Tea"}
    )
    assert "To be heard" in words(client.get("/members/me/joining/"))
    assert "To be heard" in words(as_user(client, cast.jo).get(f"/members/{cast.rowan.pk}/joining/"))
    assert Membership.objects.get(person=cast.rowan).why_joined == "To be heard"


KIND_WORDS = {
    "not_now": "You are welcome whenever it is",
    "declined": "You may ask us why",
    "signposted": "somebody else can offer",
}


@pytest.mark.parametrize(("state", "said"), KIND_WORDS.items())
def test_a_closed_enquiry_gets_kind_words_in_the_channel_asked_for(jo, cast, noor, state, said):
    form = {"state": state, "words": "Mole Valley Carers: 01372 000 000"}
    jo.post(f"/members/{noor.pk}/joining/close/", form)
    clock.tick(now=timezone.now())
    letter = Letter.objects.get(kind="enquiry_closed")
    assert letter.state == "sent"
    assert said in " ".join(letter.text.split())
    assert "Mole Valley Carers" in letter.text
    assert "Advisory" not in letter.subject
    assert noor.memberships.get().due_on is None


def test_the_checklist_is_the_charitys_own_and_what_was_ticked_stays(jo, cast, noor):
    membership = induct(cast, noor)
    jo.post("/members/joining/words/new/", {"words": "Where the tea is", "explained": "Second shelf."})
    item = InductionItem.objects.get(words="Where the tea is")
    dropped = InductionItem.objects.get(words="Benefits")
    jo.post(f"/members/joining/words/{dropped.pk}/drop/")
    assert not membership.ticks.filter(item=dropped).exists()
    other = make.person("Other Person")
    make.membership(other, state="conversation_held")
    joining.move_to(person=other, state="induction", actor=cast.actor("jo"), now=timezone.now())
    lines = [tick.item.words for tick in other.memberships.get().ticks.select_related("item")]
    assert item.words in lines
    assert dropped.words not in lines


def test_a_new_agreement_is_for_whoever_agrees_from_now_on(jo, cast, noor):
    membership = induct(cast, noor)
    induction.agree(membership=membership, side="charity", actor=cast.actor("jo"), now=timezone.now())
    jo.post("/members/joining/agreement/", {"words": "We are kind."})
    assert Agreed.objects.get().agreement.version == 1
    assert "We are kind." in words(jo.get(f"/members/{noor.pk}/joining/agree/"))


def test_who_left_is_welcomed_back_without_questions_and_both_agree_anew(jo, cast):
    cast.rowan.memberships.update(state="left", started_on=timezone.localdate())
    assert "Welcome them back" in words(jo.get(f"/members/{cast.rowan.pk}/joining/"))
    jo.post(f"/members/{cast.rowan.pk}/joining/step/", {"state": "conversation_held"})
    jo.post(f"/members/{cast.rowan.pk}/joining/step/", {"state": "induction"})
    assert jo.post(f"/members/{cast.rowan.pk}/joining/step/", {"state": "active"}).status_code == 409
    assert [m.state for m in cast.rowan.memberships.order_by("pk")] == ["left", "induction"]


def test_somebody_who_never_asked_and_somebody_closed_each_have_one_way_in(jo, cast, noor):
    other = make.person("Other Person")
    assert "They asked to join" in words(jo.get(f"/members/{other.pk}/joining/"))
    jo.post(f"/members/{noor.pk}/joining/close/", {"state": "not_now"})
    assert "They asked again" in words(jo.get(f"/members/{noor.pk}/joining/"))
    jo.post(f"/members/{noor.pk}/joining/step/", {"state": "enquiry"})
    assert [m.state for m in noor.memberships.order_by("pk")] == ["not_now", "enquiry"]
