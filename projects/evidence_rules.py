"""What holds for files that show what came of a piece of work, in words the person can read."""

from members.permissions import Permission, can, require
from members.rules import Refused
from projects.loop_rules import require_to_answer
from projects.models import Readers

PLAN = Permission.PLAN_PROJECT
MOST_FILES = 50
MOST_PICTURED = 40
TYPES = ("pdf", "docx", "xlsx", "pptx", "odt", "png", "jpg", "jpeg", "webp")
MOST_BYTES = 20_000_000


def require_to_keep(actor, project, change=None):
    """Whoever runs the project; for what shows a change, whoever answers that too. Raises PermissionDenied."""
    if change is not None and not can(actor, PLAN, within=project):
        require_to_answer(actor, change.contribution)
        return
    require(actor, PLAN, within=project)


def may_keep(actor, evidence) -> bool:
    """Whether this actor sees to this file."""
    if can(actor, PLAN, within=evidence.project):
        return True
    said = evidence.change.contribution if evidence.change_id else None
    return said is not None and can(actor, Permission.ANSWER_SAID, within=said)


def check_title(title):
    if not (title or "").strip():
        raise Refused("Please say in a line what it is.", field="title")


def check_readers(readers):
    if readers not in (Readers.TEAM, Readers.INSIDE):
        raise Refused("Please say who may see it.", field="readers")


def check_room(project):
    if project.evidence.count() >= MOST_FILES:
        raise Refused(f"This project has {MOST_FILES} files already. Please take some away first.", field="file")
