"""What somebody was typing, kept for a day and given back to nobody else."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from members.models import Draft

KEPT_FOR = timedelta(hours=24)
LONGEST = 200_000
MOST = 20
POSTED = "posted-"
NOT_WORDS = ("once", "next", "query")
LABELS = {"answer": "Your answer", "mode": "How", "words": "Your words"}
PRESSED = {  # what a button with one of these values says
    "yes": "Yes", "maybe": "Not sure yet", "no": "Not this time", "interested": "Tell me more first",
    "room": "In the room", "online": "Online", "phone": "By phone",
}  # fmt: skip
NEVER = re.compile(r"csrfmiddlewaretoken|_kept|.*password.*|code.*")  # "oldpassword" as well


@dataclass(frozen=True)
class Kept:
    """A post that could not be accepted: where it was going, and its fields."""

    pk: int
    path: str
    fields: list[tuple[str, str]]
    when: datetime

    @property
    def page(self):
        """Where one can read what it was about: the address itself, or for a button the page it stands on."""
        return re.sub(r"^/projects/invitations/.*", "/", re.sub(r"(?<=\d/)answer/$", "", self.path.partition("?")[0]))

    @property
    def readable(self):
        """The fields a person typed, for showing; numbers and switches say nothing by themselves."""
        return [
            (LABELS.get(name, name.replace("_", " ").capitalize()), _said(name, value))
            for name, value in self.fields
            if value.strip() and not value.strip().isdigit() and not name.startswith("_") and name not in NOT_WORDS
        ]


def _said(name, value):
    return PRESSED.get(value, value) if name in ("answer", "mode") else value


def fields_of(post) -> list[tuple[str, str]]:
    """The fields worth keeping of a QueryDict, in order; never a password, a code or a token."""
    return [(name, value) for name, values in post.lists() for value in values if not NEVER.fullmatch(name)]


def keep(*, person, form, words, now) -> bool:
    """Keeps the words of one form; False when there is nothing or too much to keep."""
    sealed = json.dumps(words)
    if not words or len(sealed) > LONGEST:
        return False
    Draft.objects.update_or_create(person=person, browser="", form=form, defaults={"words": sealed, "updated_at": now})
    Draft.objects.filter(updated_at__lt=now - KEPT_FOR).delete()  # everybody's: whoever writes sweeps
    mine = Draft.objects.filter(person=person)
    mine.exclude(pk__in=list(mine.order_by("-updated_at", "-pk").values_list("pk", flat=True)[:MOST])).delete()
    return True


def keep_post(*, person, path, post, now) -> bool:
    """Keeps a whole post that arrived after its session had ended."""
    fields = fields_of(post)
    name = POSTED + hashlib.sha256(path.encode()).hexdigest()[:32]
    return bool(fields) and keep(person=person, form=name, words={"path": path, "fields": fields}, now=now)


def find(*, person, form, now):
    """The draft of that form, if it is younger than a day."""
    return Draft.objects.filter(person=person, form=form, updated_at__gte=now - KEPT_FOR).first()


def posts_of(*, person, now) -> list[Kept]:
    """What this person sent after their session had ended, newest first."""
    found = Draft.objects.filter(person=person, form__startswith=POSTED, updated_at__gte=now - KEPT_FOR)
    kept = []
    for draft in found.order_by("-updated_at", "-pk"):
        words = json.loads(draft.words)
        kept.append(Kept(draft.pk, words["path"], [tuple(pair) for pair in words["fields"]], draft.updated_at))
    return kept


def forget(*, person, form="", pk=None):
    """Lets go of one draft of this person, by the name of its form or by its number."""
    number = str(pk or "")
    which = {"pk": int(number)} if number.isdecimal() and len(number) < 18 else {"form": form}
    Draft.objects.filter(person=person, **which).delete()
