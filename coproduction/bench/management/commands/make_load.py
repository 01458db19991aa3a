"""Synthetic data, for measuring."""

import time

from django.core.management.base import BaseCommand
from django.utils import timezone

from coproduction.bench.load import make_load


class Command(BaseCommand):
    """Prints how many rows were written and how many a second."""

    help = "Write synthetic people, activities and meetings (for measuring; never on a site in use)."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, default=2000)
        parser.add_argument("--activities", type=int, default=10_000)
        parser.add_argument("--meetings", type=int, default=20)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--answers", action="store_true", help="also ask every person to every meeting")

    def handle(self, *, people, activities, meetings, seed, answers, **options):
        began = time.perf_counter()
        made = make_load(
            people=people, activities=activities, meetings=meetings, seed=seed, answers=answers, now=timezone.now()
        )
        took = time.perf_counter() - began
        self.stdout.write(f"{made.total} rows in {took:.1f} s, {made.total / took:,.0f} a second: {made.rows}")
