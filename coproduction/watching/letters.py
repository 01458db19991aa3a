"""Two letters about one trouble, to whoever looks after the site: that it began, and that it is over."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from members.models import Channel, RoleGrant, Trouble
from members.permissions import Role
from members.post import letters
from members.post.letters import Lane

BEGAN, OVER = "trouble_began", "trouble_over"
ABOUT_TROUBLE = (BEGAN, OVER)
WHAT_TO_DO = {
    Trouble.Sort.SITE: "Look whether all programs run, and start again those that do not. What waits leaves by itself then.",
    Trouble.Sort.LETTERS: "Send yourself a test letter: it shows what the mail server says.",
    Trouble.Sort.COPY: "Make a copy by hand and look what the nightly one says.",
    Trouble.Sort.DISK: "Make room before it is full: old copies and logs first. A full disk stops everything.",
}


def register_kinds():
    """Makes both letters known; called when the app is ready."""
    shared = {
        "lane": Lane.ANSWER, "essential": True, "windowed": False, "purpose": Channel.Purpose.EVERYTHING,
        "human_twin": False, "rule": "They look after the site.",
    }  # fmt: skip
    letters.register(BEGAN, render=_began, still_true=_is_there, words="Something is wrong with the site", **shared)
    letters.register(OVER, render=_over, still_true=_is_there, words="It is right again", **shared)


def readers(*, day) -> list[int]:
    """Technical administrators; while there is none, the coordinators."""
    for role in (Role.TECHNICAL, Role.COORDINATOR):
        grants = RoleGrant.objects.on(day).filter(role=role, person__is_active=True)
        if found := sorted(set(grants.values_list("person_id", flat=True))):
            return found
    return []


def tell(trouble, kind, *, now):
    """Once for each trouble, kind and reader."""
    letters.note_many(
        [
            {
                "kind": kind, "key": f"{kind}:{trouble.pk}:{person}", "person": person, "about": "",
                "facts": {"trouble": trouble.pk}, "due_at": now, "way": Channel.Way.EMAIL,
            }
            for person in readers(day=timezone.localdate(now))
        ],
        now=now,
    )  # fmt: skip


def _trouble(letter):
    return Trouble.objects.filter(pk=letter.facts["trouble"]).first()


def _is_there(letter, *, now):
    return "" if _trouble(letter) else "Nothing is known of it any more."


def _facts(letter):
    trouble = _trouble(letter)
    address = settings.BASE_URL + reverse("home")
    return {"first_name": letter.person.first_name, "trouble": trouble, "address": address}


def _began(letter, *, now):
    facts = _facts(letter)
    return letters.compose("settings/email/trouble_began", facts | {"to_do": WHAT_TO_DO[facts["trouble"].sort]})


def _over(letter, *, now):
    return letters.compose("settings/email/trouble_over", _facts(letter))
