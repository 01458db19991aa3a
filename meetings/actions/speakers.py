"""Speakers: named by staff, and by themselves through a private link. Each gets a talk before and one after (SUP-07)."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from meetings.actions.day_lock import london_day
from meetings.actions.forgetting import forget_speakers
from meetings.models import Speaker, SpeakerFile, SpeakerTalk
from meetings.models.speaker import TalkSort
from members import files, pictures
from members.models import KeptFile
from members.models.link import digest
from members.permissions import Permission, require
from members.rules import Refused

BEFORE, AFTERWARDS = timedelta(days=14), timedelta(days=2)
LINK_LASTS = timedelta(days=60)  # after the gathering, for slides that come late
PHOTOS, SLIDES = {"png", "jpg", "jpeg", "webp"}, {"pdf", "docx", "png", "jpg", "jpeg"}
PHOTO_BYTES, SLIDE_BYTES, MOST_FILES = 8_000_000, 20_000_000, 10
LONGEST_TOKEN = 64


@transaction.atomic
def add(*, gathering, name, person=None, role_line="", from_group=False, owner=None, actor, now) -> Speaker:
    """A name is enough; both talks are laid out at once, for `owner` or whoever leads the gathering."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    if not name.strip():
        raise Refused("Please write the name as it may be printed.", field="name")
    token = secrets.token_urlsafe(24)
    speaker = Speaker.objects.create(
        gathering=gathering, name=name.strip(), person=person, role_line=role_line.strip(), from_group=from_group,
        token=token, token_hash=digest(token),
    )  # fmt: skip
    owner = owner or gathering.lead
    first, last = london_day(gathering.starts_at) - BEFORE, london_day(gathering.ends_at) + AFTERWARDS
    SpeakerTalk.objects.create(speaker=speaker, sort=TalkSort.PREPARE, owner=owner, due_on=max(first, london_day(now)))
    SpeakerTalk.objects.create(speaker=speaker, sort=TalkSort.DEBRIEF, owner=owner, due_on=last)
    return speaker


@transaction.atomic
def edit(*, speaker, actor, now, **words) -> Speaker:
    """By staff: name, what they are called, who they are. Their own words are theirs."""
    require(actor, Permission.PLAN_MEETING, within=speaker.gathering)
    for name in ("name", "role_line", "person", "from_group"):
        if name in words:
            setattr(speaker, name, words[name])
    speaker.save(update_fields=["name", "role_line", "person", "from_group"])
    theirs = KeptFile.objects.filter(Q(pk=speaker.photo_id) | Q(pk__in=speaker.files.values("file")))
    theirs.update(
        about_person=speaker.person
    )  # so that they go with the person, also when it was found later who it is
    return speaker


@transaction.atomic
def remove(*, speaker, actor, now) -> None:
    """They do not speak after all: their page, photo and slides go."""
    require(actor, Permission.PLAN_MEETING, within=speaker.gathering)
    _forget_photo(speaker)
    for each in speaker.files.select_related("file"):
        files.remove(type(each.file).objects.filter(pk=each.file_id))
    forget_speakers(Speaker.objects.filter(pk=speaker.pk))


@transaction.atomic
def plan_talk(*, talk, owner, due_on, actor, now) -> SpeakerTalk:
    """Who talks with them, and by when."""
    require(actor, Permission.PLAN_MEETING, within=talk.speaker.gathering)
    talk.owner, talk.due_on = owner, due_on
    talk.save(update_fields=["owner", "due_on"])
    return talk


@transaction.atomic
def talk_held(*, talk, held=True, actor, now) -> SpeakerTalk:
    """Done, or after all not."""
    require(actor, Permission.PLAN_MEETING, within=talk)
    talk.done_on = london_day(now) if held else None
    talk.save(update_fields=["done_on"])
    return talk


# ---- by the speaker, through the private link --------------------------------------------------------------------------
def address(speaker) -> str:
    """The whole private address, to be given to the speaker and to nobody else."""
    return f"{settings.BASE_URL}/speaking/{speaker.token}/"


def find(token, *, now) -> Speaker | None:
    """Whose page the link opens; None, with no hint which, for an unknown or ended one."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    found = Speaker.objects.filter(token_hash=digest(token), link_ended_at=None).select_related("gathering").first()
    return found if found and found.gathering.ends_at + LINK_LASTS > now else None


@transaction.atomic
def new_link(*, speaker, actor, now) -> Speaker:
    """The old link opens nothing any more."""
    require(actor, Permission.PLAN_MEETING, within=speaker.gathering)
    token = secrets.token_urlsafe(24)
    speaker.token, speaker.token_hash = token, digest(token)
    speaker.save(update_fields=["token", "token_hash"])
    return speaker


@transaction.atomic
def claim(*, speaker, token, bio, needs, now, photo_words="", photo_agreed=False, photo=None) -> Speaker:
    """What the speaker says about themselves. A photo is only kept with a yes to showing it, and with its description."""
    _check_holds(speaker, token)
    if (photo is not None or speaker.photo_id) and photo_agreed and not photo_words.strip():
        raise Refused(
            "Please say in a few words what the photo shows, for people who cannot see it.", field="photo_words"
        )
    if photo is not None and not photo_agreed:
        raise Refused("We keep a photo only when you agree that it is shown. Please tick that, or leave it out.",
                      field="photo_agreed")  # fmt: skip
    speaker.bio, speaker.needs = bio.strip(), needs.strip() or None
    speaker.claimed_at = speaker.claimed_at or now
    if photo is not None:
        kept = files.keep(
            pictures.cleaned(photo, field="photo"),
            name=photo.name,
            types=PHOTOS,
            most_bytes=PHOTO_BYTES,
            now=now,
            about_person=speaker.person,
        )
        _forget_photo(speaker)
        speaker.photo = kept
    if speaker.photo_id and photo_agreed:
        speaker.photo_words, speaker.photo_agreed_at = photo_words.strip(), speaker.photo_agreed_at or now
    elif speaker.photo_id:
        _forget_photo(speaker)
    speaker.save(update_fields=["bio", "needs", "claimed_at", "photo", "photo_words", "photo_agreed_at"])
    return speaker


@transaction.atomic
def bring_file(*, speaker, token, file, now) -> SpeakerFile:
    """Slides or a hand-out. Raises Refused for a kind we cannot keep, or when there are many already."""
    _check_holds(speaker, token)
    if speaker.files.count() >= MOST_FILES:
        raise Refused(f"There are {MOST_FILES} files already. Please take one away first.")
    kept = files.keep(file, name=file.name, types=SLIDES, most_bytes=SLIDE_BYTES, now=now, about_person=speaker.person)
    return SpeakerFile.objects.create(speaker=speaker, file=kept, brought_at=now)


@transaction.atomic
def take_file_away(*, speaker, token, pk, now) -> None:
    _check_holds(speaker, token)
    for each in speaker.files.filter(pk=pk).select_related("file"):
        files.remove(type(each.file).objects.filter(pk=each.file_id))


def _check_holds(speaker, token):
    """Asked of the row as it now is, and held: a link that was taken back a moment ago changes nothing."""
    held = Speaker.objects.select_for_update(no_key=True).filter(pk=speaker.pk, link_ended_at=None)
    if digest(token) not in held.values_list("token_hash", flat=True):
        raise PermissionDenied("Only the speaker, by their own link.")


def _forget_photo(speaker):
    if speaker.photo_id:
        gone = type(speaker.photo).objects.filter(pk=speaker.photo_id)
        speaker.photo, speaker.photo_words, speaker.photo_agreed_at = None, "", None
        speaker.save(update_fields=["photo", "photo_words", "photo_agreed_at"])
        files.remove(gone)
