"""What this floor announces to the floors above; past tense, sent inside the transaction that caused it."""

from django.dispatch import Signal

person_left = (
    Signal()
)  # person, actor, now: their membership has ended, or they have died; places they hold may go to others
person_erased = Signal()  # person (by now a tombstone), actor, now: nothing kept elsewhere may still name them
person_merged = Signal()  # person (who stays), other_id (the number of the record that went), actor, now
