"""The copy of everything held about one person: gathered by the worker, read by somebody where it names others, given."""

import io
import zipfile
from datetime import timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from members import disk, files, packs
from members.actions import reads
from members.emails import rights as emails
from members.models import AccessPack, KeptFile, PackText, RightsRequest
from members.permissions import Permission, require
from members.post import jobs
from members.queries.other_names import Names
from members.rules import Refused

KIND = "access_pack"
KEPT_FOR = timedelta(days=7)
MOST_BYTES = 500_000_000
State, Decision = AccessPack.State, PackText.Decision


@transaction.atomic
def start(*, person, actor, now, request=None) -> AccessPack:
    """Begin to gather. By the person themselves it is ready at once, without the texts somebody else must read first."""
    require(actor, Permission.SEE_INFORMATION, within=person)
    is_own = actor.person_id == person.pk
    under_way = AccessPack.objects.filter(person=person, is_own=is_own, request=request)
    if found := under_way.filter(state__in=[State.GATHERING, State.TO_READ, State.MAKING]).first():
        return found
    pack = AccessPack.objects.create(person=person, request=request, is_own=is_own, asked_by=actor.person, asked_at=now)
    _work(pack, actor.person)
    return pack


def _work(pack, asked_by):
    jobs.note(kind=KIND, key=job_key(pack), facts={"pack": pack.pk}, asked_by=asked_by)


def job_key(pack) -> str:
    return f"pack:{pack.pk}:{pack.state}"


def run(job, *, now, progress) -> None:
    """The worker's part. Safe to run again: a pack that is further on is left alone."""
    pack = AccessPack.objects.select_related("person").filter(pk=job.facts["pack"]).first()
    if pack is None or pack.person.erased_at:
        return
    if pack.state == State.GATHERING:
        _gather(pack, now=now, progress=progress)
    elif pack.state == State.MAKING:
        _make(pack, packs.gather(pack.person, for_themselves=pack.is_own, progress=progress), now=now)


def _gather(pack, *, now, progress):
    sections = packs.gather(pack.person, for_themselves=pack.is_own, progress=progress)
    if pack.is_own:
        _make(pack, sections, now=now)
        return
    names = Names(pack.person)
    texts = [
        PackText(
            pack=pack, place=fact.place, title=title[:160], why=fact.why, text=fact.value,
            covered=names.cover(fact.value),
        )
        for title, fact in packs.texts_to_read(sections)
    ]  # fmt: skip
    with transaction.atomic():
        PackText.objects.filter(pack=pack).delete()
        PackText.objects.bulk_create(texts, batch_size=500)
        AccessPack.objects.filter(pk=pack.pk, state=State.GATHERING).update(state=State.TO_READ)


@transaction.atomic
def decide(*, text, decision, actor, now, covered="", because=""):
    """What is given of one text: as it is, with names covered, or nothing, for a reason."""
    require(actor, Permission.ANSWER_RIGHTS, within=text.pack.person)
    if text.pack.state != State.TO_READ:
        raise Refused("This copy has been given already.")
    if decision not in Decision.values:
        raise Refused("Please choose what to do with this text.", field="decision")
    if decision == Decision.HOLD and not because.strip():
        raise Refused("Please write why it is held back. That it upsets somebody is not a reason.", field="because")
    text.decision, text.because = decision, because.strip()
    if decision == Decision.COVER and covered.strip():
        text.covered = covered
    text.save(update_fields=["decision", "because", "covered"])
    return text


@transaction.atomic
def give_all(*, pack, texts, covered, actor, now) -> int:
    """Several texts at once, as they are or (`covered`) with the names of others covered; what was decided alone stays so."""
    require(actor, Permission.ANSWER_RIGHTS, within=pack.person)
    if pack.state != State.TO_READ:
        raise Refused("This copy has been given already.")
    how = Decision.COVER if covered else Decision.GIVE
    return pack.texts.filter(pk__in=texts, decision=Decision.UNREAD).update(decision=how)


@transaction.atomic
def release(*, pack, actor, now):
    """Everything has been read: the worker puts the copy together, and the person is told. Raises Refused."""
    require(actor, Permission.ANSWER_RIGHTS, within=pack.person)
    pack = AccessPack.objects.select_for_update(no_key=True, of=("self",)).get(pk=pack.pk)
    if pack.state != State.TO_READ:
        raise Refused("This copy has been given already.")
    if left := pack.texts.filter(decision=Decision.UNREAD).count():
        raise Refused(f"{left} of the texts have not been read yet. Please decide about each of them.")
    pack.state, pack.released_by = State.MAKING, actor.person
    pack.save(update_fields=["state", "released_by"])
    _work(pack, actor.person)
    return pack


def zipped(*, person, now, sections=None, decisions=None, is_own=False, everything=False) -> io.BytesIO:
    """The page, the JSON and the files about this person as one zip. A text nobody decided about is held back."""
    sections = packs.gather(person) if sections is None else sections
    decisions = dict(decisions or {})
    if everything:
        decisions |= {fact.place: fact.value for _, fact in packs.texts_to_read(sections)}
    held = len([1 for _, fact in packs.texts_to_read(sections) if not decisions.get(fact.place)])
    sections, today = packs.decided(sections, decisions), timezone.localdate(now)
    context = {"person": person, "sections": sections, "today": today, "held": held, "is_own": is_own}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("what-we-hold.html", render_to_string("members/pack.html", context))
        out.writestr("what-we-hold.json", packs.as_json(person, sections, made_on=today))
        for kept in packs.files_about(person, now=now):
            out.writestr(f"files/{kept.pk}-{kept.name}", files.read(kept))
    content.seek(0)
    return content


@disk.even_if_low()
def _make(pack, sections, *, now):
    decisions = {text.place: _given(text) for text in pack.texts.all()}
    content = zipped(person=pack.person, now=now, sections=sections, decisions=decisions, is_own=pack.is_own)
    with transaction.atomic():
        kept = files.keep(
            content, name="my-information.zip", types={"zip"}, most_bytes=MOST_BYTES, now=now,
            expires_at=now + KEPT_FOR, about_person=pack.person, owner=pack.asked_by,
        )  # fmt: skip
        AccessPack.objects.filter(pk=pack.pk).update(
            file=kept, state=State.READY, ready_at=now, expires_at=kept.expires_at
        )
        if not pack.is_own:
            _finish(pack, now=now)


def _finish(pack, *, now):
    """The request behind it is answered, and the person told where the copy lies."""
    if pack.request is None or pack.request.answered_at:
        return
    RightsRequest.objects.filter(pk=pack.request_id).update(
        answered_at=now, outcome=RightsRequest.Outcome.DONE, answered_by=pack.released_by
    )
    emails.tell(pack.request, "ready", now=now)


def _given(text):
    if text.decision == Decision.GIVE:
        return text.text
    return text.covered if text.decision == Decision.COVER else None


@transaction.atomic
def take_home(*, pack, actor, now) -> KeptFile:
    """The file; that it was opened, and by whom, is written down. Raises Refused when it is gone."""
    require(actor, Permission.SEE_INFORMATION, within=pack.person)
    if pack.file is None or pack.expires_at <= now:
        raise Refused("This copy is gone: it was kept for a week. Please ask for it again.")
    AccessPack.objects.filter(pk=pack.pk).update(opened_at=now, opened_by=actor.person)
    reads.note(person=pack.person, what="the copy of everything held about you", actor=actor, now=now)
    return pack.file


def plan_due(*, now) -> int:
    """A planner like any other, though it notes nothing: a copy whose week is over is gone, its texts with it."""
    over = AccessPack.objects.filter(expires_at__lte=now, state=State.READY)
    if ids := list(over.values_list("pk", flat=True)[:200]):
        PackText.objects.filter(pack__in=ids).delete()
        AccessPack.objects.filter(pk__in=ids).update(state=State.GONE)
    return 0
