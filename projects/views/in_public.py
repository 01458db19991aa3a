"""Pages anybody may read: our story, "You said, we did", and what we agreed on. Each item stands here because somebody pressed so."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from members import files
from members.web import page, paginate
from projects.models import Agreement, Milestone, OwnStory
from projects.queries import telling as asks
from projects.queries import texts as reads


@login_not_required
@require_safe
def our_story(request):
    """The milestones and stories that stand in public, with names and pictures only by a yes to the public."""
    today = timezone.localdate()
    stories = OwnStory.objects.public(today=today).select_related("person").newest()
    rows = asks.timeline(Milestone.objects.published(), public=True, today=today)
    return page(request, "projects/our_story.html", {"rows": rows, "stories": stories})


@login_not_required
@require_safe
def our_story_picture(request, pk):
    milestone = get_object_or_404(asks.with_mentions(Milestone.objects.published().select_related("picture")), pk=pk)
    if not asks.shown(milestone, public=True, today=timezone.localdate()).picture:
        raise Http404
    return files.response(milestone.picture)


@login_not_required
@require_safe
def you_said(request):
    shown = paginate(request, asks.in_public(), per_page=50)
    return page(request, "projects/you_said.html", {"page": shown, "pairs": asks.said_and_done(shown.object_list)})


@login_not_required
@require_safe
def agreed(request):
    """The texts that were agreed on and published."""
    texts = Agreement.objects.public().select_related("body", "published_version").order_by("-published_at", "-pk")
    return page(request, "projects/agreed.html", {"texts": texts})


@login_not_required
@require_safe
def agreed_text(request, pk):
    """One of them beside its plain English: the published version, whatever is being written since."""
    text = get_object_or_404(Agreement.objects.public().select_related("body"), pk=pk)
    return page(request, "projects/agreed_text.html", {"text": text, "shown": reads.published(text)})
