"""The timeline: milestones, who is in them and how far they said yes, and what stands in public.

A picture goes, file and all, when somebody in it takes their yes back: what is withdrawn is withdrawn everywhere.
"""

from django.db import transaction

from members import files, pictures
from members.models import KeptFile
from members.permissions import Permission, require
from members.rules import Refused
from projects import telling_letters, telling_rules
from projects.models import Mention, Milestone, Scope, ShownAs

KEEP = Permission.KEEP_TIMELINE
PICTURE_BYTES = 10_000_000
MOST_MENTIONED = 40
WORDS = ("title", "words", "happened_on", "known_to", "picture_words", "shows_nobody")


@transaction.atomic
def add_milestone(*, picture=None, actor, now, **words) -> Milestone:
    """Something that happened. A picture needs its description (`picture_words`). Raises Refused."""
    require(actor, KEEP)
    made = Milestone(written_by=actor.person)
    return _write(made, words, picture, actor=actor, now=now)


@transaction.atomic
def edit_milestone(*, milestone, picture=None, actor, now, **words) -> Milestone:
    """Its words, and another picture in place of the one before; who is in a new picture is asked anew."""
    require(actor, KEEP)
    milestone = _locked(milestone)
    before = milestone.picture
    made = _write(milestone, words, picture, actor=actor, now=now)
    if picture is not None and before is not None:
        _nobody_in_it(made)
        files.remove(KeptFile.objects.filter(pk=before.pk))
    return made


def _write(milestone, words, picture, *, actor, now):
    telling_rules.check_words(words["title"], field="title", what="what happened")
    telling_rules.check_happened(words["happened_on"], now=now)
    telling_rules.check_picture_words(picture or milestone.picture_id, words.get("picture_words"))
    for name in WORDS:
        value = words.get(name, getattr(milestone, name))
        setattr(milestone, name, value.strip() if isinstance(value, str) else value)
    if picture is not None and milestone.pk:
        milestone.published_at = None  # a new picture is looked at before it stands in public
    if picture is not None:
        clean = pictures.drawn_anew(picture, name=picture.name, field="picture")
        milestone.picture = files.keep(
            clean, name=picture.name, types=pictures.TYPES, most_bytes=PICTURE_BYTES, owner=actor.person, now=now
        )
    if not milestone.picture_id:
        milestone.picture_words, milestone.shows_nobody = "", False
    milestone.save()
    return milestone


@transaction.atomic
def drop_picture(*, milestone, actor, now) -> None:
    require(actor, KEEP)
    _picture_goes(_locked(milestone))


@transaction.atomic
def drop_milestone(*, milestone, actor, now) -> None:
    """It was not one after all; its picture goes with it."""
    require(actor, KEEP)
    milestone = _locked(milestone)
    kept = milestone.picture_id
    milestone.delete()
    files.remove(KeptFile.objects.filter(pk=kept))


@transaction.atomic
def publish(*, milestone, public, actor, now) -> Milestone:
    """On the public page, or off it. Names and pictures stand there only as far as everybody in them said yes."""
    require(actor, KEEP)
    milestone = _locked(milestone)
    milestone.published_at = (milestone.published_at or now) if public else None
    milestone.save(update_fields=["published_at"])
    return milestone


# ---- who is in it ------------------------------------------------------------------------------------------------------
@transaction.atomic
def mention(*, milestone, people, in_picture, actor, now) -> list[Mention]:
    """Ask these people whether they may be named or shown. Nothing shows until they say yes; silence is no yes."""
    require(actor, KEEP)
    milestone = _locked(milestone)
    there = {each.person_id: each for each in milestone.mentions.all()}
    new = [person for person in people if person.pk not in there]
    if len(there) + len(new) > MOST_MENTIONED:
        raise Refused(f"At most {MOST_MENTIONED} people can be named in one milestone.", field="people")
    if in_picture:
        again = [each for person in people if (each := there.get(person.pk)) and not each.in_picture]
        for each in again:
            each.in_picture, each.scope, each.decided_at, each.asked_at = True, Scope.NOBODY, None, now
            each.save(update_fields=["in_picture", "scope", "decided_at", "asked_at"])
    made = [
        Mention.objects.create(milestone=milestone, person=person, in_picture=in_picture, asked_at=now)
        for person in new
    ]
    telling_letters.ask_mentioned([*made, *(again if in_picture else [])], now=now)
    return made


@transaction.atomic
def decide(*, mention, scope, shown_as, until, how, actor, now) -> Mention:
    """What they say: how far, with which name, until when. Less than before takes effect everywhere at once."""
    require(actor, Permission.RECORD_CONSENT, within=mention.person)
    mention = Mention.objects.select_for_update(of=("self",)).select_related("person", "milestone").get(pk=mention.pk)
    scope = Scope(scope)
    if scope != Scope.NOBODY:
        if until is None:
            raise Refused("Please say until when. We ask again then.", field="until")
        telling_rules.check_until(until, now=now)
    mention.scope, mention.shown_as = scope, ShownAs(shown_as or ShownAs.NO_NAME)
    mention.until = until if scope != Scope.NOBODY else None
    mention.decided_at, mention.how, mention.recorded_by = now, how, actor.person
    mention.save()
    if scope == Scope.NOBODY and mention.in_picture:
        _picture_goes(_locked(mention.milestone))
    return mention


def withdraw(*, mention, how, actor, now) -> Mention:
    """They take their yes back; a picture of them goes."""
    return decide(
        mention=mention, scope=Scope.NOBODY, shown_as=ShownAs.NO_NAME, until=None, how=how, actor=actor, now=now
    )


@transaction.atomic
def not_in_it(*, mention, actor, now) -> None:
    """They were named by mistake. Whoever is in the picture stays named as long as it does."""
    require(actor, KEEP)
    if mention.in_picture and mention.milestone.picture_id:
        raise Refused("Somebody who is in the picture can only go with it. Take the picture away first.")
    mention.delete()


def forget_in_pictures(*, person, now) -> int:
    """Somebody was erased: every picture they are in goes, with its file. How many."""
    found = Milestone.objects.filter(mentions__person=person, mentions__in_picture=True).exclude(picture=None)
    shown = list(found.order_by("pk"))
    for milestone in shown:
        _picture_goes(milestone)
    return len(shown)


def _picture_goes(milestone):
    if milestone.picture_id:
        kept = milestone.picture_id
        milestone.picture, milestone.picture_words, milestone.shows_nobody = None, "", False
        milestone.save(update_fields=["picture", "picture_words", "shows_nobody"])
        files.remove(KeptFile.objects.filter(pk=kept))
    _nobody_in_it(milestone)


def _nobody_in_it(milestone):
    """Without the picture nobody is in it; who was named as well stays as they said."""
    milestone.mentions.filter(in_picture=True, shown_as=ShownAs.NO_NAME).delete()
    for each in milestone.mentions.filter(in_picture=True):
        each.in_picture = False
        each.save(update_fields=["in_picture"])


def _locked(milestone):
    return Milestone.objects.select_for_update(of=("self",), no_key=True).select_related("picture").get(pk=milestone.pk)
