"""A member's own story: written by them or typed for them, approved by them alone, and taken back at any time."""

from django.db import transaction
from django.utils import timezone

from members.permissions import Permission, require
from members.rules import Refused
from projects import telling_letters, telling_rules
from projects.models import Contribution, OwnStory, Scope, ShownAs
from projects.queries.loop import standing_of, with_all

TELL, KEEP = Permission.TELL_STORY, Permission.KEEP_TIMELINE


@transaction.atomic
def write(*, person, title, words, actor, now, story=None) -> OwnStory:
    """A new story or other words of one. Changed words ask for a yes again, and stand nowhere until then."""
    require(actor, TELL, within=person)
    telling_rules.check_words(title, field="title", what="a line above it")
    telling_rules.check_words(words, field="words", what="the story")
    made = _locked(story) if story else OwnStory(person=person, typed_by=actor.person)
    if story and (made.title, made.words) == (title.strip(), words.strip()):
        return made
    made.title, made.words, made.typed_by = title.strip(), words.strip(), actor.person
    made.state, made.published_at, made.approved_at = OwnStory.State.DRAFT, None, None
    made.save()
    return made


@transaction.atomic
def ask(*, story, actor, now) -> OwnStory:
    """Somebody else typed it: whoever tells it is asked, by their own channel, whether these are their words."""
    require(actor, KEEP)
    story = _locked(story)
    telling_rules.check_can_be_asked(story)
    story.state = OwnStory.State.WAITING
    story.save(update_fields=["state"])
    telling_letters.ask_teller(story, now=now)
    return story


@transaction.atomic
def approve(*, story, scope, shown_as, until, how, read="", actor, now) -> OwnStory:
    """Their yes: how far, with which name, and until when. `read`: the words they had before them (`words_digest`)."""
    require(actor, TELL, within=story.person)
    scope = Scope(scope)
    if scope == Scope.NOBODY:
        raise Refused("Please say where it may be shown, or take it back.", field="scope")
    if until is None:
        raise Refused("Please say until when. We ask again then.", field="until")
    telling_rules.check_until(until, now=now)
    story = _locked(story)
    if read and read != story.words_digest:
        raise Refused("The words have changed since you opened them. Please read them once more.")
    if story.state == OwnStory.State.WITHDRAWN and actor.person_id != story.person_id:
        raise Refused("They took this story back. Only they can bring it out again.")
    if scope != Scope.PUBLIC:
        story.published_at = None
    story.state, story.scope, story.shown_as, story.expires_on = (
        OwnStory.State.APPROVED,
        scope,
        ShownAs(shown_as),
        until,
    )
    story.approved_at, story.approved_how, story.approval_by = now, how, actor.person
    story.save()
    return story


@transaction.atomic
def take_back(*, story, actor, now) -> OwnStory:
    """It is shown nowhere from now on."""
    require(actor, TELL, within=story.person)
    story = _locked(story)
    story.state, story.published_at = OwnStory.State.WITHDRAWN, None
    story.save(update_fields=["state", "published_at"])
    return story


@transaction.atomic
def throw_away(*, story, actor, now) -> None:
    """It goes for good, by whoever tells it alone."""
    require(actor, TELL, within=story.person)
    if actor.person_id != story.person_id:
        raise Refused("Only whoever tells it can throw it away.")
    _locked(story).delete()


@transaction.atomic
def publish(*, story, public, actor, now) -> OwnStory:
    """On the public page, or off it."""
    require(actor, KEEP)
    story = _locked(story)
    if public:
        telling_rules.check_can_be_public(story, today=timezone.localdate(now))
    story.published_at = (story.published_at or now) if public else None
    story.save(update_fields=["published_at"])
    return story


@transaction.atomic
def publish_said(*, contribution, public, actor, now) -> Contribution:
    """ "You said, we did", one by one: with a yes to quoting, an answer, and everybody told."""
    require(actor, KEEP)
    found = Contribution.objects.select_for_update(of=("self",), no_key=True).filter(pk=contribution.pk)
    contribution = with_all(found).get()
    if public:
        telling_rules.check_said_can_be_public(contribution, standing_of(contribution))
    contribution.published_at = (contribution.published_at or now) if public else None
    contribution.save(update_fields=["published_at"])
    return contribution


def _locked(story):
    return OwnStory.objects.select_for_update(of=("self",)).select_related("person").get(pk=story.pk)
