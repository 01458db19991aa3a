"""The charity's own checklist and role agreement, changed in the page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import induction
from members.forms.joining import AgreementForm, InductionItemForm
from members.models import InductionItem
from members.permissions import Permission
from members.queries import joining as questions
from members.rules import standard_induction
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into


@needs(Permission.CHANGE_SETTINGS)
def joining_words(request):
    """The list and the text as they are in use."""
    items = list(InductionItem.objects.in_use())
    usual = not items and not InductionItem.objects.exists()
    context = {
        "items": items,
        "usual": standard_induction.ITEMS if usual else [],
        "agreement": questions.agreement(),
        "usual_agreement": standard_induction.AGREEMENT,
    }
    return page(request, "members/joining_words.html", context)


@needs(Permission.CHANGE_SETTINGS)
@once
def item_new(request):
    return _item(request, None)


@needs(Permission.CHANGE_SETTINGS)
@once
def item_edit(request, pk):
    return _item(request, get_object_or_404(InductionItem.objects.in_use(), pk=pk))


def _item(request, item):
    initial = {"words": item.words, "explained": item.explained} if item else {}
    form = InductionItemForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_into(form):
            induction.save_item(item=item, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved, for everybody who begins from now on.")
            return redirect("members:joining_words")
    return form_page(request, "members/joining_item.html", form, {"item": item})


@post_only
@needs(Permission.CHANGE_SETTINGS)
@refusals_answered
def item_drop(request, pk):
    item = get_object_or_404(InductionItem.objects.in_use(), pk=pk)
    induction.drop_item(item=item, actor=request.actor, now=timezone.now())
    messages.success(request, "Taken off the list. Who went through it keeps that.")
    return redirect("members:joining_words")


@needs(Permission.CHANGE_SETTINGS)
@once
def agreement_edit(request):
    """A new version; who agreed before agreed to the old one."""
    last = questions.agreement()
    words = last.words if last else standard_induction.AGREEMENT
    form = AgreementForm(request.POST or None, initial={"words": words})
    if form.is_valid():
        with refusals_into(form):
            made = induction.reword_agreement(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, f"Version {made.version} is in use for everybody who agrees from now on.")
            return redirect("members:joining_words")
    return form_page(request, "members/agreement_edit.html", form, {"last": last})
