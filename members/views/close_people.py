"""Whom we may ring for somebody, and who gets the same letters: open only behind that person's consent."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from members.actions import close_people, reads
from members.forms.consents import SupporterForm, TrustedContactForm
from members.models import Consent
from members.permissions import Permission
from members.queries import close_people as queries
from members.queries.consent import holds
from members.views.consents import addresses, whose
from members.web import form_page, needs, refusals_into


def my_trusted_contact(request):
    return _trusted_contact(request, None)


@needs(Permission.SEE_CONTACT)
def trusted_contact(request, pk):
    return _trusted_contact(request, pk)


def my_supporter(request):
    return _supporter(request, None)


@needs(Permission.SEE_CONTACT)
def supporter(request, pk):
    return _supporter(request, pk)


def _trusted_contact(request, pk):
    return _kept(
        request, pk, form_class=TrustedContactForm, of=queries.trusted_contact_of, keep=close_people.keep_trusted_contact,
        consent=Consent.TRUSTED_CONTACT, title="Whom we may ring", what="the person you trust",
    )  # fmt: skip


def _supporter(request, pk):
    return _kept(
        request, pk, form_class=SupporterForm, of=queries.supporter_of, keep=close_people.keep_supporter,
        consent=Consent.SUPPORTER_COPY, title="Who gets the same letters", what="your supporter",
    )  # fmt: skip


def _kept(request, pk, *, form_class, of, keep, consent, title, what):
    """The form behind one consent; without the consent the way to the question, and nothing of what was kept."""
    person, actor = whose(request, pk)
    where = addresses(pk)
    if not holds(person, consent):
        return redirect(where["one"](consent.value))
    now = timezone.now()
    kept = of(person)
    if kept is not None:
        reads.note(person=person, what=what, actor=request.actor, now=now)
    initial = {name: getattr(kept, name) for name in form_class.base_fields} if kept else None
    form = form_class(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_into(form):
            keep(person=person, actor=actor, now=now, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect(where["list"])
    context = {
        "person": person,
        "own": pk is None,
        "title": title,
        "back": where["list"],
        "stop": where["one"](consent.value),
    }
    return form_page(request, "members/close_person.html", form, context)
