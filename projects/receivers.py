"""What this floor does when the floor below announces something."""

from members.post import links
from projects.actions import aftercare, evidence, outside_tables, quiet_people, registers, standing_offers, telling


def write_what_the_register_says(sender, *, meeting, actor, now, **kwargs):
    """A register was closed: its activity is written in the same transaction."""
    registers.from_register(meeting=meeting, actor=actor, now=now)


def look_who_has_gone_quiet(sender, *, meeting, actor, now, **kwargs):
    """A register was closed: whoever missed several in a row without a word becomes a person's task (MEM-08)."""
    quiet_people.look(meeting=meeting, actor=actor, now=now)


def ask_how_it_was(sender, *, activity, now, **kwargs):
    """Something was logged or changed: after heavy work everybody is asked how they are."""
    aftercare.after(activity=activity, now=now)
    outside_tables.follow(activity=activity)


def close_the_links(sender, *, person, now, **kwargs):
    """Somebody left the group: links in their invitations open nothing any more, nobody can book or send them anywhere."""
    links.revoke(person=person, purpose="invitation", now=now)
    standing_offers.take_back_all(person=person, now=now)
    outside_tables.call_off_all(person=person, now=now)


def take_their_pictures_away(sender, *, person, now, **kwargs):
    """Somebody is erased: every picture and file they are in goes."""
    telling.forget_in_pictures(person=person, now=now)
    evidence.forget_in_pictures(person=person)
