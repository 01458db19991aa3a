"""Whether a text speaks of somebody else, and the same text with their names covered."""

import re

from members.models import Person
from members.models.person import sort_key

SOMEBODY = "[somebody else]"


class Names:
    """The names of everybody else, to see whether a text speaks of them. A false alarm only costs a look."""

    SHORTEST = 3
    WORD = re.compile(r"[\w’'-]+")

    def __init__(self, person):
        own = {sort_key(part) for part in person.name.split()}
        everybody = Person.objects.exclude(pk=person.pk).filter(erased_at=None).values_list("name", flat=True)
        self.words = set()
        for name in everybody.iterator(chunk_size=5000):
            self.words |= {part for part in map(sort_key, name.split()) if len(part) >= self.SHORTEST}
        self.words -= own

    def are_in(self, text) -> bool:
        return any(self._is_one(hit.group(0)) for hit in self.WORD.finditer(text))

    def cover(self, text) -> str:
        """The same words with the names of others covered; two covered words in a row are one."""
        covered = self.WORD.sub(lambda hit: SOMEBODY if self._is_one(hit.group(0)) else hit.group(0), text)
        twice = re.escape(SOMEBODY)
        return re.sub(rf"{twice}(?:\s+{twice})+", SOMEBODY, covered)

    def _is_one(self, word):
        bare = re.sub(r"['’]s$", "", word)
        return bare[:1].isupper() and sort_key(bare) in self.words
