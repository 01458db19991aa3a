"""What this floor announces to the roof, in the past tense."""

from django.dispatch import Signal

activity_changed = Signal()  # activity, now: logged, changed, taken back or brought back; inside the transaction
