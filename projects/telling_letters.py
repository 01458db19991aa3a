"""Two letters: may we show you in our story, and are these your words? Silence is no yes, and nothing is sent twice."""

from django.conf import settings
from django.urls import reverse

from members.models import Channel
from members.post import letters
from projects.models import Mention, OwnStory


def register():
    """Make our kinds known (called once, when the site starts)."""
    common = {
        "lane": letters.Lane.ANSWER, "essential": False, "windowed": True, "purpose": Channel.Purpose.EVERYTHING,
    }  # fmt: skip
    letters.register(
        "story_mention", render=render_mention, still_true=mention_still_true, words="May we show you in our story?",
        rule="When somebody is to be named or shown in the timeline: to them.", **common,
    )  # fmt: skip
    letters.register(
        "story_yes", render=render_story, still_true=story_still_true, words="Are these your words?",
        rule="When a story was typed for somebody: to whoever tells it.", **common,
    )  # fmt: skip


def ask_mentioned(mentions, *, now) -> int:
    rows = [
        {
            "kind": "story_mention", "key": f"story_mention:{each.pk}:{int(each.asked_at.timestamp())}",
            "person": each.person_id, "about": f"milestone:{each.milestone_id}", "facts": {"mention": each.pk}, "due_at": now,
        }
        for each in mentions
    ]  # fmt: skip
    return letters.note_many(rows, now=now) if rows else 0


def ask_teller(story, *, now) -> None:
    letters.note(
        kind="story_yes", key=f"story_yes:{story.pk}:{int(now.timestamp())}", person=story.person_id,
        about=f"story:{story.pk}", facts={"story": story.pk}, due_at=now, now=now,
    )  # fmt: skip


def _mention(letter):
    return Mention.objects.select_related("person", "milestone").filter(pk=letter.facts.get("mention")).first()


def mention_still_true(letter, *, now):
    found = _mention(letter)
    if found is None:
        return "They are not named there any more."
    return "They have answered." if found.decided_at else ""


def render_mention(letter, *, now):
    found = _mention(letter)
    words = {"person": found.person, "mention": found, "link": _link("projects:my_part")}
    return letters.compose("projects/email/story_mention", words)


def _story(letter):
    return OwnStory.objects.select_related("person").filter(pk=letter.facts.get("story")).first()


def story_still_true(letter, *, now):
    found = _story(letter)
    if found is None:
        return "The story is gone."
    return "" if found.state == OwnStory.State.WAITING else "They have answered, or the words changed."


def render_story(letter, *, now):
    found = _story(letter)
    words = {"person": found.person, "story": found, "link": _link("projects:story", found.pk)}
    return letters.compose("projects/email/story_yes", words)


def _link(name, *args):
    return settings.BASE_URL + reverse(name, args=args)


def names_of_milestones(ids) -> dict[int, str]:
    """What each milestone is called, for the pages about post."""
    return dict.fromkeys(ids, "A milestone of our story")


def names_of_stories(ids) -> dict[int, str]:
    """What each story is called there: never its title, for it may be anybody's."""
    return dict.fromkeys(ids, "A story in somebody's own words")
