"""The coordinator's side of rights: requests with their clock, the reading of texts that name others, and the answer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import packs
from members.actions import access_packs, rights
from members.forms.rights import AnswerForm, ExtendForm, ReadForm, RecordForm
from members.models import AccessPack, Complaint, ErasureReceipt, PackText, RetentionRun, RightsRequest
from members.permissions import Permission
from members.queries import rights as questions
from members.views.information import find_pack
from members.views.person import find
from members.web import (
    form_page,
    needs,
    once,
    page,
    paginate,
    post_only,
    refusals_answered,
    refusals_into,
    row_id,
    row_ids,
)  # fmt: skip
from members.words import plural

MOST_READ = 100  # texts on one page


@needs(Permission.ANSWER_RIGHTS)
def rights_list(request):
    """What was asked for, the most urgent first; then complaints, what may go, and receipts."""
    today = timezone.localdate()
    every = RightsRequest.objects.visible_to(request.actor).select_related("person")
    answered = every.exclude(answered_at=None).order_by("-answered_at", "-pk")
    context = {
        "today": today,
        "open": every.open().most_urgent(),
        "page": paginate(request, answered, per_page=20),
        "complaints": Complaint.objects.open().order_by("acknowledge_by", "pk"),
        "run": RetentionRun.objects.first(),
        "receipts": ErasureReceipt.objects.order_by("-erased_at", "-pk")[:10],
        "packs": AccessPack.objects.filter(state=AccessPack.State.TO_READ).select_related("person").order_by("pk"),
    }
    return page(request, "members/rights.html", context)


def _find(request, pk):
    found = RightsRequest.objects.visible_to(request.actor).select_related("person", "recorded_by", "answered_by")
    return get_object_or_404(found, pk=pk)


@needs(Permission.ANSWER_RIGHTS)
def rights_request(request, pk):
    found = _find(request, pk)
    context = {"asked": found, "packs": found.packs.order_by("-pk"), "today": timezone.localdate()}
    return page(request, "members/rights_request.html", context)


@needs(Permission.ANSWER_RIGHTS)
@once
def rights_new(request, pk):
    """Somebody rang, wrote or said it: the clock runs from the day it reached us."""
    person = find(request, pk)
    form = RecordForm(request.POST or None, initial={"received_on": timezone.localdate()})
    if form.is_valid():
        with refusals_into(form):
            made = rights.ask(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("members:rights_request", made.pk)
    return form_page(request, "members/rights_new.html", form, {"person": person})


@needs(Permission.ANSWER_RIGHTS)
@once
def rights_extend(request, pk):
    found = _find(request, pk)
    form = ExtendForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            rights.extend(request=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "They are told that it takes longer, and why.")
            return redirect("members:rights_request", pk)
    return form_page(request, "members/rights_extend.html", form, {"asked": found})


@needs(Permission.ANSWER_RIGHTS)
@once
def rights_answer(request, pk):
    found = _find(request, pk)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            rights.answer(request=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Answered. They are told in their own way.")
            return redirect("members:rights")
    return form_page(request, "members/rights_answer.html", form, {"asked": found})


@needs(Permission.ANSWER_RIGHTS)
def person_information(request, pk):
    """What there is about somebody, by number only; what it says is theirs."""
    person = find(request, pk)
    context = {
        "person": person,
        "counts": packs.counts(person),
        "requests": person.rights_requests.order_by("-received_on", "-pk"),
        "packs": person.access_packs.order_by("-pk")[:5],
    }
    return page(request, "members/person_information.html", context)


@post_only
@needs(Permission.ANSWER_RIGHTS)
@refusals_answered
def pack_start(request, pk):
    """Gather everything about this person; for their open request, when there is one."""
    person = find(request, pk)
    asked = person.rights_requests.open().filter(kind=RightsRequest.Kind.ACCESS).first()
    pack = access_packs.start(person=person, actor=request.actor, now=timezone.now(), request=asked)
    return redirect("members:pack", pack.pk)


@needs(Permission.ANSWER_RIGHTS)
def pack_read(request, pk):
    """The texts that name others or that others wrote, by where they come from; `?text=` opens one of them alone."""
    pack = find_pack(request, pk)
    if one := row_id(request.GET.get("text")):
        text = get_object_or_404(pack.texts, pk=one)
        return _draw_texts(request, pack, text=text, form=ReadForm(initial={"covered": text.covered}))
    return _draw_texts(request, pack)


def _draw_texts(request, pack, *, text=None, form=None):
    context = {
        "pack": pack,
        "text": text,
        "groups": [] if text else questions.unread_together(pack, most=MOST_READ),
        "left": pack.texts.filter(decision="").count(),
        "decided": pack.texts.exclude(decision="").order_by("pk"),
        "form": form,
    }
    if form is None:
        return page(request, "members/pack_read.html", context)
    return form_page(request, "members/pack_read.html", form, context)


@post_only
@needs(Permission.ANSWER_RIGHTS)
def pack_text(request, pk):
    """What is given of one text; then the others that are left."""
    text = get_object_or_404(PackText.objects.select_related("pack__person"), pk=pk)
    form = ReadForm(request.POST)
    if form.is_valid():
        with refusals_into(form):
            access_packs.decide(text=text, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("members:pack_read", text.pack_id)
    return _draw_texts(request, text.pack, text=text, form=form)


@post_only
@needs(Permission.ANSWER_RIGHTS)
@refusals_answered
def pack_give(request, pk):
    """Give all of these: the texts that stood on the page under one heading, or one of them."""
    pack = find_pack(request, pk)
    given = access_packs.give_all(
        pack=pack, texts=row_ids(request, "texts"), covered=request.POST.get("how") == "cover",
        actor=request.actor, now=timezone.now(),
    )  # fmt: skip
    if given:
        messages.success(request, f"{plural(given, 'text')} will be given.")
    return redirect("members:pack_read", pk)


@post_only
@needs(Permission.ANSWER_RIGHTS)
@refusals_answered
def pack_release(request, pk):
    pack = find_pack(request, pk)
    access_packs.release(pack=pack, actor=request.actor, now=timezone.now())
    messages.success(request, "The copy is being put together. They are told when it is ready.")
    return redirect("members:pack", pk)
