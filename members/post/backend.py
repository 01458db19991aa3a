"""Mail that allauth, Django or the admin hand in: it becomes a sealed letter like any other (reliability 1.2, 7)."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from members.models import Channel, Letter
from members.models.channel import Purpose, Way
from members.models.letter import Lane, new_message_id
from members.post import envelope, kinds, letters
from members.post.kinds import Rendered

CODE, NOTICE, CODE_BY_TEXT = "code", "notice", "code_by_text"
CODE_LASTS = timedelta(minutes=3)
CODES = ("login_code", "password_reset", "email_confirmation", "unknown_account", "invitation_code")


def register_kinds() -> None:
    """Called once when the app is ready."""
    shared = {
        "render": _as_handed_in, "still_true": _always, "essential": True, "windowed": False, "purpose": Purpose.EVERYTHING,
        "human_twin": False,
    }  # fmt: skip
    letters.register(
        CODE,
        lane=Lane.CODE,
        words="Sign-in code",
        to_the_paused=True,
        rule="They asked for it at the sign-in page.",
        **shared,
    )
    letters.register(
        CODE_BY_TEXT,
        lane=Lane.CODE,
        words="Sign-in code by text",
        to_the_paused=True,
        rule="They asked for it at the sign-in page.",
        to=_number_it_was_asked_for,
        **shared,
    )
    letters.register(
        NOTICE,
        lane=Lane.ANSWER,
        words="Notice about signing in",
        to_the_paused=True,
        rule="Something about their sign-in changed.",
        **shared,
    )


def _as_handed_in(letter: Letter, *, now) -> Rendered:
    return envelope.unseal(letter.sealed)[0]


def _number_it_was_asked_for(letter: Letter) -> str:
    return letter.to_address


def note_code(*, person, number: str, code: str, now) -> None:
    """A sign-in code by text: the code and how long it works, and not a word about from whom."""
    kind, message_id = kinds.get(CODE_BY_TEXT), new_message_id()
    short = f"Your code: {code}. It works once, for three minutes."
    with transaction.atomic():
        Letter.objects.create(
            key=f"mail:{message_id.strip('<>').partition('@')[0]}", kind=kind.name, person=person, lane=kind.lane,
            is_essential=True, due_at=now, expires_at=now + CODE_LASTS, message_id=message_id, to_address=number,
            way=Way.TEXT, is_sensitive=True, sealed=envelope.seal_text("A code", short),
        )  # fmt: skip
        letters.nudge()


def _always(letter: Letter, *, now) -> str:
    return ""


class LetterBackend(BaseEmailBackend):
    """Django's EMAIL_BACKEND: notes, never sends. It stands at the edge and looks at the clock like a view."""

    def send_messages(self, messages):
        now = timezone.now()
        with transaction.atomic():
            for message in messages:
                for address in message.recipients():
                    _note(message, address, now=now)
            letters.nudge()
        return len(messages)


def _note(message, address: str, *, now) -> None:
    kind = kinds.get(CODE if is_code(message) else NOTICE)
    message_id = new_message_id()
    Letter.objects.create(
        key=f"mail:{message_id.strip('<>').partition('@')[0]}",
        kind=kind.name,
        person_id=_person_at(address),
        lane=kind.lane,
        is_essential=True,
        due_at=now,
        expires_at=now + CODE_LASTS if kind.name == CODE else None,
        message_id=message_id,
        to_address=address,
        is_sensitive=True,
        sealed=envelope.seal(message),
    )


def is_code(message) -> bool:
    """members.adapter writes the name of allauth's template on the message."""
    return str(getattr(message, "template_prefix", "")).rpartition("/")[2].startswith(CODES)


def _person_at(address: str) -> int | None:
    """Whose sign-in address it is, or whose alone the channel with it; nobody when that is not certain."""
    signs_in = (
        EmailAddress.objects.filter(email__iexact=address).order_by("pk").values_list("user_id", flat=True).first()
    )
    if signs_in:
        return signs_in
    owners = (
        Channel.objects.filter(way=Way.EMAIL, address__iexact=address)
        .order_by("person_id")
        .values_list("person_id", flat=True)
    )
    found = list(owners.distinct()[:2])
    return found[0] if len(found) == 1 else None
