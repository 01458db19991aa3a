"""How long things are kept: the table, the look at what is old enough, and the yes that lets it go."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import sweeps
from members.forms.rights import RuleForm
from members.models import Job, RetentionRun
from members.permissions import Permission
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into


@needs(Permission.ANSWER_RIGHTS)
def retention(request):
    run = RetentionRun.objects.order_by("-looked_at", "-pk").first()
    job = Job.objects.filter(key=sweeps.job_key(run)).order_by("-pk").first() if run else None
    rules = sweeps.rules()
    words = {rule.slug: rule.words for rule in rules}
    context = {
        "rules": rules,
        "run": run,
        "found": [{**row, "words": words.get(slug, slug)} for slug, row in (run.found if run else {}).items()],
        "cleared": [(words.get(slug, slug), count) for slug, count in (run.cleared if run else {}).items()],
        "job": job,
        "runs": RetentionRun.objects.filter(state=RetentionRun.State.DONE).select_related("confirmed_by")[:10],
    }
    return page(request, "members/retention.html", context, partial="members/_retention.html")


@needs(Permission.ANSWER_RIGHTS)
@once
def retention_rule(request, slug):
    rule = next((rule for rule in sweeps.rules() if rule.slug == slug), None)
    if rule is None:
        raise Http404
    form = RuleForm(request.POST or None, instance=rule)
    if form.is_valid():
        with refusals_into(form):
            sweeps.change(rule=rule, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved. It counts from the next look on.")
            return redirect("members:retention")
    return form_page(request, "members/retention_rule.html", form, {"rule": rule})


@post_only
@needs(Permission.ANSWER_RIGHTS)
def retention_look(request):
    """A dry run: nothing goes."""
    sweeps.look(now=timezone.now())
    messages.success(request, "We looked. Nothing has gone.")
    return redirect("members:retention")


@post_only
@needs(Permission.ANSWER_RIGHTS)
@refusals_answered
def retention_confirm(request, pk):
    sweeps.confirm(run=get_object_or_404(RetentionRun, pk=pk), actor=request.actor, now=timezone.now())
    messages.success(request, "Confirmed. It is being cleared away.")
    return redirect("members:retention")
