"""Training: everybody's for the coordinator, one's own for everybody."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import files
from members.actions import training as actions
from members.forms.support import STATES, AnyTrainingForm, CourseForm, TrainingForm
from members.models import Course, Person, Training
from members.permissions import Permission, can
from members.queries import training as queries
from members.web import form_page, needs, once, page, paginate, post_only, refusals_answered, refusals_into, typed


@needs(Permission.CHANGE_SETTINGS)
def training(request):
    """Who is trained in what: the last time for each person and course."""
    today = timezone.localdate()
    rows = queries.latest(actor=request.actor)
    course, state = typed(request, "course"), typed(request, "state")
    course = course if course.isdecimal() and len(course) < 10 else ""
    state = state if state in dict(STATES) else ""
    if course:
        rows = rows.filter(course=int(course))
    if state == "soon":
        rows = rows.filter(expires_on__range=(today, today + queries.SOON))
    elif state == "out":
        rows = rows.filter(expires_on__lt=today)
    elif state == "booked":
        rows = rows.filter(status=Training.Status.BOOKED)
    found = paginate(request, rows)
    context = {
        "page": found,
        "records": [queries.Record(row, *queries.state(row, today=today)) for row in found],
        "courses": queries.courses(),
        "by_state": [(label, f"?state={value}&course={course}", value == state) for value, label in STATES],
        "by_course": _by_course(course, state),
        "running_out": queries.running_out(actor=request.actor, today=today).count(),
    }
    return page(request, "members/training.html", context)


def _by_course(course, state):
    """The courses as pills; the state that is chosen stays."""
    every = [("", "Every course"), *((str(each.pk), each.name) for each in queries.courses())]
    return [(label, f"?course={value}&state={state}", value == course) for value, label in every]


@needs(Permission.CHANGE_SETTINGS)
@once
def training_new(request):
    people = queries.people_by_name(request.actor)
    form = AnyTrainingForm(request.POST or None, request.FILES or None, people=people, initial=_asked_for(request))
    _too_large(request, form)
    if form.is_valid():
        with refusals_into(form):
            actions.record(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Written down.")
            return redirect("members:training")
    return form_page(request, "members/training_new.html", form, {"back": "members:training"})


def _too_large(request, form):
    """A certificate that no page takes never came: nothing is written down without it."""
    if form.is_bound and getattr(request, "too_large", False):
        form.add_error("file", "This file is too large: at most 5 MB. Nothing has been written down yet.")


def _asked_for(request):
    person = typed(request, "person")
    return {"person": int(person)} if person.isdecimal() and len(person) < 10 else {}


def my_training(request):
    """What I was trained in, with what I can show for it."""
    today = timezone.localdate()
    person = request.actor.person
    return page(request, "members/my_training.html", {"records": queries.of_person(person, today=today)})


@needs(Permission.KEEP_TRAINING)
@once
def my_training_new(request):
    """Staff write down their own."""
    form = TrainingForm(request.POST or None, request.FILES or None)
    _too_large(request, form)
    if form.is_valid():
        with refusals_into(form):
            person = request.actor.person
            actions.record(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Written down.")
            return redirect("members:my_training")
    return form_page(request, "members/training_new.html", form, {"back": "members:my_training"})


def _find(request, pk):
    found = Training.objects.visible_to(request.actor).select_related("person", "course", "certificate_file")
    return get_object_or_404(found, pk=pk)


@post_only
@refusals_answered
def training_done(request, pk):
    """What was booked has taken place."""
    found = _find(request, pk)
    actions.done(training=found, actor=request.actor, now=timezone.now())
    return redirect(_list_of(request))


@post_only
@refusals_answered
def training_remove(request, pk):
    found = _find(request, pk)
    actions.remove(training=found, actor=request.actor, now=timezone.now())
    messages.success(request, "Removed.")
    return redirect(_list_of(request))


def _list_of(request):
    return "members:training" if can(request.actor, Permission.CHANGE_SETTINGS) else "members:my_training"


def certificate(request, pk):
    """A page to print: that somebody took part. Learning is a way to be recognised (SUP-02)."""
    found = _find(request, pk)
    return page(request, "members/certificate.html", {"training": found, "is_done": found.status == "done"})


def certificate_file(request, pk):
    """The certificate that was brought."""
    found = get_object_or_404(Training.objects.visible_to(request.actor).exclude(certificate_file=None), pk=pk)
    return files.response(found.certificate_file, now=timezone.now())


@needs(Permission.CHANGE_SETTINGS)
@once
def course_new(request):
    return _course(request, None)


@needs(Permission.CHANGE_SETTINGS)
def course(request, pk):
    return _course(request, get_object_or_404(Course, pk=pk))


def _course(request, found):
    form = CourseForm(request.POST or None, instance=found)
    if form.is_valid():
        with refusals_into(form):
            actions.keep_course(course=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("members:training")
    return form_page(request, "members/course.html", form, {"course": found})


@needs(Permission.CHANGE_SETTINGS)
def training_of(request, pk):
    """Everything one person was trained in."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    records = queries.of_person(person, today=timezone.localdate())
    return page(request, "members/training_of.html", {"person": person, "records": records})
