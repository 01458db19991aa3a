"""What this floor announces to the floors above; sent inside the transaction that caused it."""

from django.dispatch import Signal

register_closed = Signal()  # meeting, actor, now
