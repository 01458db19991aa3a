"""What this floor does when the floor below announces something."""

from members.post import links
from projects.actions import registers


def write_what_the_register_says(sender, *, meeting, actor, now, **kwargs):
    """A register was closed: its activity is written in the same transaction."""
    registers.from_register(meeting=meeting, actor=actor, now=now)


def close_the_links(sender, *, person, now, **kwargs):
    """Somebody left the group: the links in the invitations they had open nothing any more."""
    links.revoke(person=person, purpose="invitation", now=now)
