"""`/demo/`: be somebody of the story, walk through it, let time pass, begin again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from coproduction.story import clockwork, signin, walk
from coproduction.story.signin import GUISES, demonstration_only
from members.models import Job
from members.web import next_page


@demonstration_only
def demo(request, status=200):
    """The sign-in buttons, the walk, the time and the way back to the beginning."""
    now = timezone.now()
    context = {"guises": GUISES.values(), "steps": walk.steps(now=now), **_time(now)}
    return render(request, "demo/demo.html", context, status=status)


@demonstration_only
@require_POST
def sign_in(request):
    """One press: signed in as that person, with a second factor, in that role."""
    guise = GUISES.get(request.POST.get("who", ""))
    if guise is None:
        messages.error(request, "Nobody of that name can be tried out. Please choose one of the buttons.")
        return demo(request, status=400)
    after = next_page(request)
    if not signin.sign_in_as(request, guise):
        messages.error(request, "The story is not loaded yet. Please begin it again below.")
        return redirect("demo")
    return redirect(after)


@demonstration_only
def step(request, number):
    """Leads to where a step happens; somebody who is not yet the right person finds the button that makes them so."""
    found = walk.step(number, now=timezone.now())
    if found is None:
        return redirect("demo")
    if found.guise is None or signin.is_signed_in_as(request, found.guise):
        return redirect(found.address)
    return render(request, "demo/step.html", {"step": found})


@demonstration_only
@require_POST
def pass_time(request):
    """Plan and deliver, through the ordinary worker, what is due by then."""
    to = request.POST.get("to", "")
    if to not in clockwork.WORDS:
        messages.error(request, "Please choose one of the three times.")
        return demo(request, status=400)
    if clockwork.go(to=to, now=timezone.now()) is None:
        messages.error(request, "No meeting is published, so there is nothing to remind of. Publish one first: step 1.")
    return redirect(reverse("demo") + "#time")


@demonstration_only
@require_POST
def reset(request):
    """The story from the beginning; the worker does it, and this page shows how far it is."""
    clockwork.start_again()
    messages.info(request, "The story begins again in a moment. You are signed out then.")
    return redirect(reverse("demo") + "#time")


@demonstration_only
def progress(request):
    """How far the story's work is, for the page that asks again by itself."""
    return render(request, "demo/_time.html", _time(timezone.now()))


def _time(now):
    """The three moments one can go to, and the work under way or done last."""
    meeting, job = clockwork.walk_meeting(now=now), clockwork.last_job()
    moments = [(to, words, clockwork.moment(meeting, to)) for to, words in clockwork.WORDS.items()] if meeting else []
    return {"meeting": meeting, "times": moments, "job": job, **(_work(job) if job else {})}


def _work(job):
    again = job.kind == clockwork.RESET
    return {
        "label": "The story begins again" if again else f"Going {clockwork.WORDS[job.facts['to']]}",
        "again": again,
        "under_way": job.state in (Job.State.WAITING, Job.State.RUNNING),
        "failed": job.state == Job.State.FAILED,
    }
