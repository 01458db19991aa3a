"""The addresses of the look at ourselves, in the matrix of access."""

from projects.models import Assessment
from tests.factories.looks import look

OF_LOOK = "look look_edit look_finish look_people look_score look_take_back look_paper"


def rows(*, BUTTON, PROJECTS, DESK, only):
    scores = only("CSM", missing="TBPGFX")
    inside = only("CSMTB", missing="PGFX")
    return {
        "projects:looks": (PROJECTS, BUTTON),
        "projects:look": (inside, BUTTON),
        "projects:look_new": (DESK, DESK),
        "projects:look_rules": (DESK, DESK),
        "projects:look_edit": (DESK, DESK),
        "projects:look_finish": (BUTTON, DESK),
        "projects:look_people": (DESK, BUTTON),
        "projects:look_score": (scores, scores),
        "projects:look_take_back": (BUTTON, scores),
        "projects:look_paper": (scores, BUTTON),
        "projects:look_together": (DESK, DESK),
    }


def _look(things):
    return Assessment.objects.order_by("pk").first() or look()


ABOUT = {
    **{f"projects:{name}": lambda things: [_look(things).pk] for name in OF_LOOK.split()},
    "projects:look_together": lambda things: [_look(things).pk, _look(things).framework.items.order_by("place")[0].pk],
}
