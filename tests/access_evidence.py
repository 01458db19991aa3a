"""The addresses of what shows what came of a piece of work, and of frameworks, in the matrix of access."""

from django.utils import timezone

from members.models import KeptFile
from projects.models import Evidence, Pictured

OF_EVIDENCE = "evidence evidence_file evidence_people evidence_remove"


def rows(*, BUTTON, PROJECTS, only):
    keeps = only("CS", missing="MTBPGFX")
    theirs = only("CM", missing="STBPGFX")
    gone = only("", missing="CSMTBPGFX")  # the row is there, its file is not
    return {
        "projects:evidence_of": (only("CSMTB", missing="PGFX"), BUTTON),
        "projects:evidence_new": (keeps, keeps),
        "projects:evidence": (keeps, keeps),
        "projects:evidence_file": (gone, BUTTON),
        "projects:evidence_people": (keeps, keeps),
        "projects:evidence_remove": (BUTTON, keeps),
        "projects:pictured_decide": (theirs, theirs),
        "projects:pictured_file": (gone, BUTTON),
        "frameworks": (only("CSTB"), BUTTON),
        "project_care": (only("CSMTB", missing="PGFX"), BUTTON),
        "project_frameworks": (only("CSTB", missing="MPGFX"), BUTTON),
    }


def _evidence(things):
    """One that shows their person, and waits for a yes."""
    found = Evidence.objects.filter(project=things.project).first()
    if found is None:
        kept = KeptFile.objects.create(name="sheet.pdf", extension="pdf", sha256="0", kept_at=timezone.now())
        found = Evidence.objects.create(
            project=things.project, title="A sheet", kept=kept, readers="inside", added_at=timezone.now()
        )
    Pictured.objects.get_or_create(evidence=found, person=things.person, defaults={"asked_at": timezone.now()})
    return found


ABOUT = {
    **dict.fromkeys(["projects:evidence_of", "projects:evidence_new", "project_frameworks", "project_care"], "project"),
    **{f"projects:{name}": lambda things: [_evidence(things).pk] for name in OF_EVIDENCE.split()},
    **{
        f"projects:{name}": lambda things: [_evidence(things).pictured.get(person=things.person).pk]
        for name in ("pictured_decide", "pictured_file")
    },
}
