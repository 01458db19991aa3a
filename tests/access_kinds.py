"""The addresses of the kinds of work, in the matrix of access."""

from django.utils import timezone

from projects.models import ProjectKind


def rows(*, BUTTON, only):
    keeps = only("CS", missing="MTBPGFX")
    return {
        "projects:kind_choose": (BUTTON, keeps),
        "projects:need": (keeps, keeps),
    }


def _course(things):
    words = {"kind": "course", "version": "1", "chosen_at": timezone.now()}
    ProjectKind.objects.get_or_create(project=things.project, defaults=words)
    return things.project.pk


ABOUT = {
    "projects:kind_choose": "project",
    "projects:need": lambda things: [_course(things), "pair"],
}
