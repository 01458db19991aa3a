"""The letters on the way in: thank you for asking, shall we talk, a kind no, and welcome. Each in the channel that was asked for."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from members.models import Channel, Enquiry, Membership
from members.models.membership import State
from members.post import letters
from members.post.letters import Lane
from members.queries import joining
from members.rules.people import GENTLY_CLOSED
from members.rules.rights import has_sign_in

RECEIVED, OFFER, CLOSED, ASKED = "enquiry_received", "conversation_offer", "enquiry_closed", "join_invitation"
WELCOME = "welcome_to_the_group"


def register_kinds():
    """Makes these letters known; called by `members.emails`."""
    same = {"lane": Lane.ANSWER, "windowed": False, "essential": True, "purpose": Channel.Purpose.EVERYTHING}
    letters.register(
        RECEIVED, render=_received, still_true=_still_asking, words="Thank you for your enquiry",
        rule="Whoever asks to join gets a kind answer at once, in the channel they asked for.", **same,
    )  # fmt: skip
    letters.register(
        OFFER, render=_offer, still_true=_still_offered, words="Shall we talk?",
        rule="Sent when a coordinator offers a first conversation.", **same,
    )  # fmt: skip
    letters.register(
        CLOSED, render=_closed, still_true=_still_closed, words="How an enquiry ended",
        rule="Sent when an enquiry ends with not now, no, or a better place.", **same,
    )  # fmt: skip
    letters.register(
        WELCOME, render=_welcome, still_true=_is_a_member, words="Welcome to the group",
        rule="Sent once, when somebody's induction is over and they are welcomed as a member.", **same,
    )  # fmt: skip
    letters.register(
        ASKED, render=_asked, still_true=_not_there_yet, words="Would you like to hear about the group?",
        rule="Sent once to somebody who took part in a project, when their worker asks for it.",
        **{**same, "windowed": True, "essential": False},
    )  # fmt: skip


def thank_for_enquiry(*, membership, now):
    """The kind answer."""
    _note(RECEIVED, membership, now=now)


def offer_conversation(*, membership, now):
    """The offer; made again after weeks of silence, it is a new letter."""
    _note(OFFER, membership, now=now, part=f":{membership.since:%Y%m%d}")


def close_kindly(*, membership, now):
    """Not now, no, or a better place, in kind words."""
    _note(CLOSED, membership, now=now, part=f":{membership.state}", facts={"state": str(membership.state)})


def welcome(*, membership, now):
    """They have a seat now: what happens next, and how to sign in or how to go on without."""
    _note(WELCOME, membership, now=now)


def ask_to_join(*, person, about, now, today):
    """Once a person and project."""
    letters.note(
        kind=ASKED, key=f"{ASKED}:{person.pk}:{about}", person=person, about=about, due_at=now, now=now,
        facts={"on": f"{today:%Y%m%d}"},
    )  # fmt: skip


def _note(kind, membership, *, now, part="", facts=None):
    letters.note(
        kind=kind, key=f"{kind}:{membership.pk}{part}", person=membership.person, about=f"membership:{membership.pk}",
        facts=facts, due_at=now, now=now,
    )  # fmt: skip


def _membership(letter):
    return Membership.objects.filter(pk=int(letter.about.partition(":")[2] or 0)).first()


def _received(letter, *, now):
    membership = _membership(letter)
    helps = Enquiry.objects.filter(person=letter.person).exclude(helps=None).exists()
    by = membership.due_on if membership else None
    if by and by < localdate(now):
        by = None  # whoever rings late promises no day that has gone by
    context = {"first_name": letter.person.first_name, "by": by, "helps": helps}
    return letters.compose("members/email/enquiry_received", context)


def _offer(letter, *, now):
    membership = _membership(letter)
    from_a_list = bool(membership) and joining.is_from_a_list(membership)
    context = {"first_name": letter.person.first_name, "from_a_list": from_a_list}
    return letters.compose("members/email/conversation_offer", context)


def _welcome(letter, *, now):
    person = letter.person
    by_code = person.is_active and person.emailaddress_set.exists()
    return letters.compose(
        "members/email/welcome_to_the_group",
        {
            "first_name": person.first_name,
            "can_sign_in": has_sign_in(person),
            "by_code": by_code,
            "address": settings.BASE_URL + reverse("account_request_login_code" if by_code else "account_login"),
        },
    )


def _closed(letter, *, now):
    membership = _membership(letter)
    return letters.compose(
        "members/email/enquiry_closed",
        {
            "first_name": letter.person.first_name,
            "state": letter.facts["state"],
            "words": (membership.closing_words or "") if membership else "",
        },
    )


def _asked(letter, *, now):
    return letters.compose(
        "members/email/join_invitation",
        {"first_name": letter.person.first_name, "address": settings.BASE_URL + reverse("join")},
    )


def _still_asking(letter, *, now):
    membership = _membership(letter)
    return "" if membership and membership.state == State.ENQUIRY else "They are further on already."


def _still_offered(letter, *, now):
    membership = _membership(letter)
    return "" if membership and membership.state == State.CONVERSATION_OFFERED else "They are further on already."


def _is_a_member(letter, *, now):
    membership = _membership(letter)
    return "" if membership and membership.state == State.ACTIVE else "They are not a member any more."


def _still_closed(letter, *, now):
    membership = _membership(letter)
    right = membership and membership.state in GENTLY_CLOSED and membership.state == letter.facts["state"]
    return "" if right else "It was opened again."


def _not_there_yet(letter, *, now):
    return "They are on the way into the group already." if letter.person.memberships.exists() else ""
