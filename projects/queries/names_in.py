"""Whether a name in a workbook is somebody this coordinator may see: certain, to be asked about, or nobody we know."""

from collections import defaultdict
from difflib import SequenceMatcher

from members.models import Person
from members.models.person import sort_key

ALIKE = 0.84  # two names that differ by a letter or two
MOST_ASKED = 5


class PeopleKnown:
    """The people somebody may see, by whole name, by first name and by last name; made once for a whole workbook."""

    def __init__(self, people):
        self.people, self.by_name, self.by_first = {}, defaultdict(list), defaultdict(list)
        self.by_last = defaultdict(list)
        for pk, name, key in people.order_by("sort_name", "pk").values_list("pk", "name", "sort_name"):
            self.people[pk] = name
            self.by_name[key].append(pk)
            words = key.split()
            self.by_first[words[0]].append(pk)
            self.by_last[words[-1]].append(pk)
        self.keys = {pk: sort_key(name) for pk, name in self.people.items()}

    @classmethod
    def to(cls, actor):
        """For whoever may run a command on the server there is no actor: then everybody."""
        return cls(Person.objects.visible_to(actor) if actor else Person.objects.filter(erased_at=None))

    def certain(self, key):
        """The one person of exactly this name, or None."""
        found = self.by_name.get(key, [])
        return found[0] if len(found) == 1 else None

    def perhaps(self, key):
        """Ids of those it may be: namesakes, a first name alone, an initial, a letter or two that differ."""
        words = key.replace(".", "").split()
        if not words:
            return []
        found = list(self.by_name.get(key, []))
        near = self.by_first.get(words[0], [])
        if len(words) == 1:
            found += near
        elif len(words[-1]) == 1:
            found += [pk for pk in near if self.keys[pk].split()[-1].startswith(words[-1])]
        elif len(words[0]) == 1:
            found += [pk for pk in self.by_last.get(words[-1], []) if self.keys[pk].startswith(words[0])]
        else:
            close = [*near, *self.by_last.get(words[-1], [])]
            found += [pk for pk in close if SequenceMatcher(None, key, self.keys[pk]).ratio() >= ALIKE]
        return list(dict.fromkeys(found))[:MOST_ASKED]
