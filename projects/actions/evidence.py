"""Files that show what came of a piece of work (LOG-23): attached, shown as far as everybody in them says yes, taken away.

A file goes, bytes and all, when somebody in it takes their yes back: what is withdrawn is withdrawn everywhere.
"""

from django.db import transaction
from django.utils import timezone

from members import files, pictures
from members.models import KeptFile
from members.permissions import Permission, require
from members.rules import Refused
from projects import evidence_letters, evidence_rules, telling_rules
from projects.models import Evidence, Pictured, Project, Readers

MOST_AT_ONCE = 200


@transaction.atomic
def attach(
    *, project, upload, title, picture_words="", shows_nobody=False, readers=Readers.TEAM, change=None, actor, now
) -> Evidence:  # fmt: skip
    """A file of the kinds of reliability 5.2; a picture is drawn anew and needs its description. Raises Refused."""
    evidence_rules.require_to_keep(actor, project, change)
    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    evidence_rules.check_title(title)
    evidence_rules.check_readers(readers)
    if upload is None:
        raise Refused("Please choose a file.", field="file")
    evidence_rules.check_room(project)
    is_picture = upload.name.rpartition(".")[2].lower() in pictures.TYPES
    telling_rules.check_picture_words(is_picture, picture_words)
    return Evidence.objects.create(
        project=project, change=change, title=title.strip(), kept=_keep(upload, title, is_picture, actor=actor, now=now),
        is_picture=is_picture, picture_words=picture_words.strip() if is_picture else "", shows_nobody=shows_nobody,
        readers=readers, added_by=actor.person, added_at=now,
    )  # fmt: skip


def _keep(upload, title, is_picture, *, actor, now):
    """Under the name of its title: what it was called on somebody's telephone may be who is in it."""
    ending = upload.name.rpartition(".")[2].lower()
    if upload.size > evidence_rules.MOST_BYTES:
        raise Refused("This file is too large: at most 20 MB. Nothing was kept.", field="file")
    content = pictures.drawn_anew(upload, name=upload.name, field="file") if is_picture else upload
    try:
        name = " ".join(title.replace("/", " ").split())
        return files.keep(
            content, name=f"{name}.{ending}", types=evidence_rules.TYPES, most_bytes=evidence_rules.MOST_BYTES,
            owner=actor.person, now=now,
        )  # fmt: skip
    except files.NoRoom:
        raise
    except Refused as no:
        raise Refused(str(no), field="file") from None


@transaction.atomic
def edit(*, evidence, title, picture_words="", shows_nobody=False, readers, actor, now) -> Evidence | None:
    """Its words, whether nobody can be recognised, and how far it may be shown at all. None: it is gone."""
    evidence = _locked(evidence.pk)
    if evidence is None:
        return None
    evidence_rules.require_to_keep(actor, evidence.project, evidence.change)
    evidence_rules.check_title(title)
    evidence_rules.check_readers(readers)
    telling_rules.check_picture_words(evidence.is_picture, picture_words)
    evidence.title, evidence.readers = title.strip(), readers
    evidence.shows_nobody = shows_nobody and not evidence.pictured.exists()  # once somebody is named, their yes decides
    evidence.picture_words = picture_words.strip() if evidence.is_picture else ""
    evidence.save()
    return evidence


@transaction.atomic
def remove(*, evidence, actor, now) -> None:
    """It goes for good, with its file."""
    evidence = _locked(evidence.pk)
    if evidence is None:
        return
    evidence_rules.require_to_keep(actor, evidence.project, evidence.change)
    _goes(evidence)


# ---- who is in it ----------------------------------------------------------------------------------------------------
@transaction.atomic
def ask(*, evidence, people, actor, now) -> list[Pictured] | None:
    """Ask these people whether it may be shown. It shows to nobody else until every one of them says yes. None: it is gone."""
    evidence = _locked(evidence.pk)
    if evidence is None:
        return None
    evidence_rules.require_to_keep(actor, evidence.project, evidence.change)
    there = set(evidence.pictured.values_list("person", flat=True))
    new = [person for person in people if person.pk not in there]
    if len(there) + len(new) > evidence_rules.MOST_PICTURED:
        raise Refused(f"At most {evidence_rules.MOST_PICTURED} people can be named in one file.", field="people")
    made = [Pictured.objects.create(evidence=evidence, person=person, asked_at=now) for person in new]
    if made and evidence.shows_nobody:
        evidence.shows_nobody = False
        evidence.save(update_fields=["shows_nobody"])
    evidence_letters.ask_pictured(made, now=now)
    return made


@transaction.atomic
def decide(*, pictured, scope, until, how, actor, now) -> Pictured | None:
    """What they say: how far, until when. "Not shown" takes the file away, for everybody; then there is nothing left."""
    require(actor, Permission.RECORD_CONSENT, within=pictured.person)
    evidence = _locked(pictured.evidence_id)
    if evidence is None:
        return None
    pictured = Pictured.objects.select_for_update(of=("self",)).select_related("person").get(pk=pictured.pk)
    scope = Readers(scope)
    if scope == Readers.NOBODY:
        _note(pictured, scope, None, how, actor=actor, now=now)  # their no stands in the history before all goes
        _goes(evidence)
        return None
    if until is None:
        raise Refused("Please say until when. We ask again then.", field="until")
    telling_rules.check_until(until, now=now)
    return _note(pictured, scope, until, how, actor=actor, now=now)


def _note(pictured, scope, until, how, *, actor, now):
    pictured.scope, pictured.until, pictured.how = scope, until, how
    pictured.decided_at, pictured.recorded_by = now, actor.person
    pictured.save()
    return pictured


@transaction.atomic
def ask_again(*, now) -> int:
    """Yeses whose day is over: they wait for an answer anew, and nothing of them is shown meanwhile. How many."""
    over = Pictured.objects.filter(until__lt=timezone.localdate(now), person__erased_at=None, person__died_on=None)
    rows = list(over.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:MOST_AT_ONCE])
    for each in rows:
        each.scope, each.until, each.decided_at, each.asked_at = Readers.NOBODY, None, None, now
        each.save(update_fields=["scope", "until", "decided_at", "asked_at"])
    evidence_letters.ask_pictured(rows, now=now)
    return len(rows)


def forget_in_pictures(*, person) -> int:
    """Somebody was erased: every file they are in goes. How many."""
    found = list(Evidence.objects.filter(pictured__person=person).order_by("pk"))
    for evidence in found:
        _goes(evidence)
    return len(found)


def _goes(evidence):
    kept = evidence.kept_id
    evidence.delete()
    files.remove(KeptFile.objects.filter(pk=kept))


def _locked(pk) -> Evidence | None:
    """None when it is gone: somebody in it said no a moment ago."""
    found = Evidence.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("project", "change__contribution__project").filter(pk=pk).first()
