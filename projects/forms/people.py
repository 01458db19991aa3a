"""Choosing people: by type-ahead with JavaScript, step by step without; nothing typed elsewhere is lost on the way."""

from dataclasses import dataclass, field

from members.models.body import Hat
from projects.queries import people_to_log, usual_hats

SHOWN = 8
MOST = 300


@dataclass
class Chosen:
    """Somebody on the list; `ask` says that nobody knows as what they took part, unless they say."""

    person: object
    hats: list = field(default_factory=list)
    ask: bool = False


def numbers(values):
    """The ids among what was posted, each once; anything else is dropped."""
    return list(dict.fromkeys(int(v) for v in values[: MOST * 2] if v.isascii() and v.isdigit() and len(v) < 18))


class Picker:
    """What a form knows about the people it is about. `known` are allowed although this actor may not find them.
    `saves_nothing`: Save was pressed while a name stood in the box and nobody of it was chosen."""

    def __init__(self, actor, *, day, post=None, chosen=(), known=(), hats=True):
        self.actor, self.day, self.asks_for_hats = actor, day, hats
        self.known = {person.pk: person for person in known}
        self.words = (post.get("who", "").replace("\x00", "").strip()[:100]) if post else ""
        self.is_step = bool(post) and bool(
            self.words or post.get("step") in ("find", "yesterday") or "add" in post or "take_off" in post
        )
        self.saves_nothing = self.is_step and not any(key in post for key in ("step", "add", "take_off"))
        self.unknown = False
        if post:
            ids = numbers(post.getlist("people") + post.getlist("add"))
            off = set(numbers(post.getlist("take_off")))
            people = self._resolve([pk for pk in ids if pk not in off])
            said = {p.pk: [h for h in post.getlist(f"hat_{p.pk}") if h in Hat.values] for p in people}
        else:
            people, said = list(chosen), {}
        if post and ("add" in post or "take_off" in post):
            self.words = ""
        self.chosen = self._with_hats(people, said)

    def _resolve(self, ids):
        if not ids:
            return []
        found = {p.pk: p for p in people_to_log(self.actor).filter(pk__in=ids[:MOST])} | self.known
        self.unknown = any(pk not in found for pk in ids)
        return [found[pk] for pk in ids if pk in found]

    def _with_hats(self, people, said):
        usual = usual_hats(people, day=self.day) if people and self.asks_for_hats else {}
        return [
            Chosen(person, said.get(person.pk) or [], ask=self.asks_for_hats and not usual.get(person.pk))
            for person in people
        ]

    @property
    def people(self):
        return [each.person for each in self.chosen]

    @property
    def hats(self):
        """What was said, for those for whom something was said."""
        return {each.person.pk: each.hats for each in self.chosen if each.hats}

    @property
    def hat_choices(self):
        return Hat.choices

    @property
    def found(self):
        """Those whose name holds the words typed and who are not chosen yet; None when nothing was typed."""
        if not self.words:
            return None
        taken = [each.person.pk for each in self.chosen]
        return list(people_to_log(self.actor, self.words).exclude(pk__in=taken)[:SHOWN])
