"""`manage.py send_due [--now ISO-TIME]`: plan and deliver all that is due, without Celery."""

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from members.models import Letter
from members.post import clock, delivery


class Command(BaseCommand):
    help = "Plan and deliver all letters that are due now, or at the time given."

    def add_arguments(self, parser):
        parser.add_argument("--now", help="as in 2026-06-09T14:00 (London time unless it says otherwise)")

    def handle(self, *args, now=None, **options):
        at = self._time(now) if now else timezone.now()
        dealt = clock.tick(now=at)
        while more := delivery.deliver_due(now=at):
            dealt += more
        states = Letter.objects.order_by("state").values_list("state").annotate(n=Count("pk"))
        words = ", ".join(f"{count} {Letter.State(state).label.lower()}" for state, count in states)
        self.stdout.write(f"{dealt} dealt with. All letters: {words or 'none'}.")

    def _time(self, words):
        try:
            at = parse_datetime(words)
        except ValueError:
            at = None
        if at is None:
            raise CommandError(f"{words!r} is not a time. Write it like 2026-06-09T14:00.")
        return at if timezone.is_aware(at) else timezone.make_aware(at)
