"""What this floor announces to the floors above, in the past tense."""

from django.dispatch import Signal

register_closed = Signal()  # meeting, actor, now: inside the transaction that closed it
