"""`manage.py dispatch`: the process that hears what is due; runs until SIGTERM or Ctrl-C."""

import signal

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string


class Command(BaseCommand):
    help = "Hear what is due, nudge Celery, and send by itself when nobody comes."

    def handle(self, *args, **options):
        import_string(settings.CELERY_APP).set_current()
        from members.post.dispatch import Dispatcher  # its task belongs to the app that is current

        dispatcher = Dispatcher()
        signal.signal(signal.SIGTERM, dispatcher.stop)
        signal.signal(signal.SIGINT, dispatcher.stop)
        dispatcher.run()
