"""What somebody who registers can choose: categories and workshops, read once a page."""

from functools import cached_property

from meetings.gathering_counts import with_wishes
from meetings.gathering_rules import check_workshops
from meetings.models import Category


class Offered:
    """The choices of one gathering. Two questions, each asked when it is needed."""

    def __init__(self, gathering):
        self.gathering = gathering

    @cached_property
    def categories(self) -> list:
        return list(Category.objects.in_use())

    @cached_property
    def workshops(self) -> list:
        return list(with_wishes(self.gathering))

    def of_sort(self, sort) -> list[tuple[str, str]]:
        return [(each.slug, each.label) for each in self.categories if each.sort == sort]

    @staticmethod
    def check_workshops(sessions) -> None:
        check_workshops(sessions)
