"""What people say about a text: a remark on a phrase, the list of them, what became of each, two that say the same."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.models import Organisation
from members.permissions import Permission, can
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into, typed
from projects.actions import commenting
from projects.forms.taking_on import at_the_table
from projects.forms.texts import CommentForm, SettleForm
from projects.models import Comment
from projects.queries import texts as reads
from projects.views.texts import KEEP, SEE, one


@needs(SEE)
def comments(request, pk):
    """Everything that was said about it, clause by clause."""
    found = one(request, pk)
    keeps = can(request.actor, KEEP, within=found)
    names = keeps or request.actor.role in ("member", "partner", "staff")
    rows = [(each, reads.credit(each) if names else "") for each in reads.comments_of(found)]
    wanted = typed(request, "theme", longest=80)
    themes = sorted({each.theme for each, _ in rows if each.theme})
    shown = [row for row in rows if not wanted or row[0].theme == wanted]
    context = {
        "agreement": found, "rows": shown, "keeps": keeps, "themes": themes, "wanted": wanted,
        "settle": SettleForm(auto_id=False) if keeps else None, "others": [each for each, _ in rows],
    }  # fmt: skip
    return page(request, "projects/comments.html", context)


@needs(Permission.COMMENT_ON_TEXT)
@once
@refusals_answered
def comment_new(request, pk):
    """A phrase for the text, or a remark on a clause."""
    found = one(request, pk)
    version, keeps = reads.current_version(found), can(request.actor, KEEP, within=found)
    organisations = (
        at_the_table(request.actor, keeps=keeps)
        if keeps or request.actor.organisation_ids
        else Organisation.objects.none()
    )
    begin = {"clause": request.GET.get("clause") or None, "came_by": "here"}
    form = CommentForm(request.POST or None, initial=begin, version=version, organisations=organisations, keeps=keeps)
    if form.is_bound and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
        with refusals_into(form):
            commenting.say(agreement=found, actor=request.actor, now=timezone.now(), **said)
            messages.success(request, "Thank you. It stands with what others said.")
            return redirect("projects:comments", pk)
    return form_page(request, "projects/comment_new.html", form, {"agreement": found, "version": version})


def _comment(request, pk):
    comment = get_object_or_404(Comment.objects.select_related("agreement"), pk=pk)
    one(request, comment.agreement_id, keep=True)
    return comment


@needs(KEEP)
@once
@refusals_answered
def comment_settle(request, pk):
    """What became of it, and under which theme it stands."""
    comment = _comment(request, pk)
    begin = {name: getattr(comment, name) for name in ("state", "reply", "theme")}
    form = SettleForm(request.POST or None, initial=begin)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            commenting.settle(comment=comment, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("projects:comments", comment.agreement_id)
    others = Comment.objects.filter(agreement=comment.agreement, same_as=None).exclude(pk=comment.pk).order_by("pk")
    merged = list(comment.merged.order_by("pk"))
    return form_page(
        request, "projects/comment_settle.html", form, {"comment": comment, "others": others, "merged": merged}
    )


@post_only
@needs(KEEP)
@refusals_answered
def comment_merge(request, pk):
    """Two people said the same; or, without another one, they did not after all."""
    comment, now = _comment(request, pk), timezone.now()
    wanted = request.POST.get("same_as", "")
    if not wanted:
        commenting.part(comment=comment, actor=request.actor, now=now)
        messages.success(request, "They stand apart again.")
    else:
        other = get_object_or_404(Comment, pk=int(wanted) if wanted.isdecimal() and len(wanted) < 15 else 0)
        commenting.merge(comment=comment, same_as=other, actor=request.actor, now=now)
        messages.success(request, "One line from now on, with the credit of both.")
    return redirect("projects:comments", comment.agreement_id)
