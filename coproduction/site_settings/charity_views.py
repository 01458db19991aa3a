"""The hub of the settings, and the charity itself: facts, logo, words, parts of the site."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from coproduction.copies.standing import last_copy, last_trial
from coproduction.home import getting_started
from coproduction.site_settings.things import SORTS
from coproduction.watching.figures import figures
from meetings.models import Gathering
from members import charity, files
from members.actions import charity as actions
from members.forms.settings import WHAT_A_MODULE_BRINGS, CharityForm, LogoForm, ModulesForm, WordsForm
from members.models import WordingReport
from members.models.charity import Module
from members.permissions import Permission
from members.queries import accounts
from members.rules import Refused
from members.web import form_page, needs, page, post_only, refusals_answered, refusals_into
from members.words import full_day

SET = Permission.CHANGE_SETTINGS


@needs(SET)
def settings(request):
    """Everything that can be set, each a press away."""
    now = timezone.now()
    facts = charity.current()
    context = {
        "things": [(sort, f"settings_{sort.key}") for sort in SORTS.values()],
        "switched_on": [m.label for m in Module if m.value in facts.modules],
        "access_due": accounts.is_due(facts, now=now),
        "steps": getting_started.steps(request.actor, facts),
        "copy": last_copy(now=now),
        "trial": last_trial(now=now),
        "figures": figures(now=now),
        "wordings": f"{waiting} to look at" if (waiting := WordingReport.objects.open().count()) else "",
    }
    return page(request, "settings/settings.html", context)


@needs(SET)
def charity_facts(request):
    """Name, ways to reach the charity, emergency words; and its logo below."""
    row = charity.row()
    ask_for = charity.not_said_yet()
    form = CharityForm(request.POST or None, instance=row, initial=dict.fromkeys(ask_for, ""))
    if form.is_valid():
        with refusals_into(form):
            actions.save_facts(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved. Every page and every letter from now on says it like this.")
            return redirect("settings_charity")
    logo_form = LogoForm(initial={"words": row.logo_words})
    return form_page(request, "settings/charity.html", form, {"logo_form": logo_form, "ask_for": ask_for})


@needs(SET)
def charity_logo(request):
    """Another picture, other words for it, or none."""
    form = LogoForm(request.POST or None, request.FILES or None, initial={"words": charity.row().logo_words})
    if form.is_bound and getattr(request, "too_large", False):
        form.add_error("upload", "This picture is too large: at most 500 KB. Nothing was saved.")
    who = {"actor": request.actor, "now": timezone.now()}
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_logo(**who)
        return redirect("settings_charity")
    if form.is_valid():
        upload, words = form.cleaned_data["upload"], form.cleaned_data["words"]
        with refusals_into(form):
            if upload:
                actions.set_logo(upload=upload, words=words, **who)
            else:
                actions.describe_logo(words=words, **who)
            messages.success(request, "Saved.")
            return redirect("settings_charity")
    return form_page(request, "settings/logo.html", form)


@login_not_required
def logo(request, stamp):
    """The logo, for everybody; its address changes with the picture, so browsers may keep it."""
    kept = charity.row().logo
    if kept is None or not kept.sha256.startswith(stamp):
        raise Http404
    answer = files.response(kept)
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


@needs(SET)
def words(request):
    """Terms in use."""
    form = WordsForm(request.POST or None, initial=WordsForm.shown(charity.row().terms))
    if form.is_valid():
        with refusals_into(form):
            actions.save_terms(terms=form.terms, actor=request.actor, now=timezone.now())
            messages.success(request, "Saved. The pages use your words from now on.")
            return redirect("settings_words")
    return form_page(request, "settings/words.html", form)


@needs(SET)
def modules(request):
    """Parts of the site, on or off."""
    row = charity.row()
    form = ModulesForm(request.POST or None, initial={"modules": row.modules})
    if form.is_valid():
        with refusals_into(form):
            _check_conferences(form.cleaned_data["modules"])
            actions.switch_modules(modules=form.cleaned_data["modules"], actor=request.actor, now=timezone.now())
            messages.success(request, "Saved. What is switched off is kept, and not shown.")
            return redirect("settings_modules")
    chosen = form["modules"].value() or []
    rows = [(m, words, m.value in chosen) for m, words in WHAT_A_MODULE_BRINGS.items()]
    return form_page(request, "settings/modules.html", form, {"rows": rows})


def _check_conferences(modules):
    """People who registered for a day hear of it and find it until it is over; only then it may be put away."""
    if Module.CONFERENCE.value in modules:
        return
    coming = Gathering.objects.upcoming(now=timezone.now()).first()
    if coming is not None:
        raise Refused(
            f"“{coming.title}” is still to come, on {full_day(coming.starts_at)}. Conferences and away days can be switched "
            "off when it is over or called off.",
            field="modules",
        )


@post_only
@needs(SET)
@refusals_answered
def list_away(request):
    """The getting-started list goes, done or not."""
    actions.put_list_away(actor=request.actor, now=timezone.now())
    messages.success(request, "Put away. Everything on it is still under Settings.")
    return redirect("home")
