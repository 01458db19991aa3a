"""Stories in people's own words: to read, to write, to say yes to, to take back; and where one is named oneself."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from members import files
from members.models import Person
from members.permissions import Permission, can, require
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into
from projects.actions import own_stories, telling
from projects.forms.telling import StoryForm, YesForm
from projects.models import Contribution, Mention, OwnStory, Scope
from projects.queries import telling as asks
from projects.queries.co_leading import led_by
from projects.queries.evidence import pictured_of

SEE, KEEP, TELL = Permission.SEE_TIMELINE, Permission.KEEP_TIMELINE, Permission.TELL_STORY
OWN = Permission.RECORD_CONSENT


@needs(SEE)
def stories(request):
    """What people released, the newest first; whoever keeps them also sees what waits for a yes."""
    today = timezone.localdate()
    context = {"stories": asks.released(OwnStory.objects, today=today), "keeps": can(request.actor, KEEP)}
    if context["keeps"]:
        context["waiting"], _ = asks.waiting_for_a_yes()
    return page(request, "projects/stories.html", context)


def _story(request, pk):
    seen = OwnStory.objects.visible_to(request.actor, today=timezone.localdate()).select_related("person")
    return get_object_or_404(seen, pk=pk)


def _is_teller(request, story):
    return story.person_id == request.actor.person_id


@needs(TELL)
def story(request, pk):
    """One story, and what can be done with it by whoever tells it, or keeps it."""
    found = _story(request, pk)
    context = {"story": found, "is_teller": _is_teller(request, found), "keeps": can(request.actor, KEEP)}
    return page(request, "projects/story.html", context | {"expired": _is_over(found)})


def _is_over(found):
    return found.expires_on is not None and found.expires_on < timezone.localdate()


def _teller(request):
    """Whose story is written: one's own, or for the desk somebody's who told it."""
    wanted = request.GET.get("person") or request.POST.get("person") or ""
    if not wanted:
        return request.actor.person
    require(request.actor, KEEP)
    found = Person.objects.visible_to(request.actor)
    return get_object_or_404(found, pk=wanted if wanted.isdecimal() and len(wanted) < 15 else 0)


@needs(TELL)
@once
@refusals_answered
def story_new(request):
    person = _teller(request)
    form = StoryForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = own_stories.write(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            if person != request.actor.person:
                own_stories.ask(story=made, actor=request.actor, now=timezone.now())
                messages.success(request, "Typed. They are asked whether these are their words.")
            else:
                messages.success(request, "Saved. Nobody sees it until you say so.")
            return redirect("projects:story", made.pk)
    return form_page(
        request, "projects/story_form.html", form, {"teller": person, "own": person == request.actor.person}
    )


@needs(TELL)
@once
@refusals_answered
def story_edit(request, pk):
    found = _story(request, pk)
    require(request.actor, TELL, within=found.person)
    form = StoryForm(request.POST or None, initial={"title": found.title, "words": found.words})
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = own_stories.write(
                person=found.person, story=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
            if not _is_teller(request, found) and made.state == OwnStory.State.DRAFT:
                own_stories.ask(story=made, actor=request.actor, now=timezone.now())
            holds = made.state == OwnStory.State.APPROVED  # not a word is different, so the yes to it holds
            messages.success(request, "Nothing is different." if holds else "Saved. It waits for a yes to these words.")
            return redirect("projects:story", pk)
    context = {"teller": found.person, "own": _is_teller(request, found), "story": found}
    return form_page(request, "projects/story_form.html", form, context)


@needs(TELL)
@once
@refusals_answered
def story_yes(request, pk):
    """Yes to these words: how far, with which name, until when."""
    found = _story(request, pk)
    require(request.actor, TELL, within=found.person)
    own = _is_teller(request, found)
    holds = found.state == OwnStory.State.APPROVED  # one press more must not change what they said before
    before = {"scope": found.scope, "shown_as": found.shown_as, "until": found.expires_on} if holds else None
    form = YesForm(request.POST or None, today=timezone.localdate(), at_the_desk=not own, nobody=False, initial=before)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            own_stories.approve(
                story=found, read=request.POST.get("read", ""), actor=request.actor, now=timezone.now(), **form.said
            )
            messages.success(request, "Thank you. It can be taken back at any time.")
            return redirect("projects:story", pk)
    return form_page(request, "projects/story_yes.html", form, {"story": found, "own": own})


def _press(request, pk, do, sentence, to=None):
    do(story=_story(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, sentence)
    return redirect(to or "projects:story", *([] if to else [pk]))


@post_only
@needs(TELL)
@refusals_answered
def story_take_back(request, pk):
    found = _story(request, pk)
    to = None if _is_teller(request, found) else "projects:stories"
    return _press(request, pk, own_stories.take_back, "Taken back. It is shown nowhere now.", to)


@post_only
@needs(TELL)
@refusals_answered
def story_throw_away(request, pk):
    return _press(request, pk, own_stories.throw_away, "It is gone for good.", "projects:my_part")


@post_only
@needs(KEEP)
@refusals_answered
def story_ask(request, pk):
    return _press(request, pk, own_stories.ask, "They are asked, by their own way.")


@post_only
@needs(KEEP)
@refusals_answered
def story_public(request, pk):
    public = request.POST.get("public") == "1"
    own_stories.publish(story=_story(request, pk), public=public, actor=request.actor, now=timezone.now())
    messages.success(request, "It stands in public now." if public else "It is no longer in public.")
    return redirect("projects:story", pk)


@post_only
@needs(KEEP)
@refusals_answered
def said_public(request, pk):
    """One pair of "You said, we did" onto the public page, or off it."""
    found = get_object_or_404(Contribution.objects.visible_to(request.actor), pk=pk)
    public = request.POST.get("public") == "1"
    own_stories.publish_said(contribution=found, public=public, actor=request.actor, now=timezone.now())
    messages.success(request, "It stands in public now." if public else "It is no longer in public.")
    return redirect("projects:said", pk)


# ---- where one is named ------------------------------------------------------------------------------------------------
@needs(TELL)
def my_part(request):
    """Where I am named or shown, what waits for my answer, and my own stories."""
    person, today = request.actor.person, timezone.localdate()
    context = {
        "mentions": [{"it": each, "holds": each.holds(public=False, today=today)} for each in asks.mentions_of(person)],
        "pictured": [{"it": each, "holds": each.holds("team", today=today)} for each in pictured_of(person)],
        "led": led_by(person),
        "stories": OwnStory.objects.filter(person=person).order_by("-created_at", "-pk"),
    }
    return page(request, "projects/my_part.html", context)


@needs(TELL)
@once
@refusals_answered
def mention_decide(request, pk):
    """What somebody says to being named or shown: themselves, or the desk in their name."""
    mention = get_object_or_404(Mention.objects.select_related("person", "milestone__picture"), pk=pk)
    if not can(request.actor, OWN, within=mention.person):
        raise Http404
    own, today = mention.person_id == request.actor.person_id, timezone.localdate()
    begin = {"scope": mention.scope, "shown_as": mention.shown_as} if mention.decided_at else {}
    if mention.until:
        begin["until"] = mention.until
    form = YesForm(request.POST or None, today=today, at_the_desk=not own, initial=begin)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = telling.decide(mention=mention, actor=request.actor, now=timezone.now(), **form.said)
            gone = made.scope == Scope.NOBODY
            messages.success(request, "Saved. Nothing of it is shown." if gone else "Saved. Thank you.")
            return redirect("projects:my_part") if own else redirect("projects:milestone", mention.milestone_id)
    return form_page(request, "projects/mention_decide.html", form, {"mention": mention, "own": own})


@require_safe
def mention_picture(request, pk):
    """The picture somebody is asked about, for them alone and the desk."""
    mention = get_object_or_404(Mention.objects.select_related("person", "milestone__picture"), pk=pk)
    if not can(request.actor, OWN, within=mention.person) or not mention.milestone.picture_id:
        raise Http404
    return files.response(mention.milestone.picture)
