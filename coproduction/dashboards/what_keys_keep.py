"""What keys for programs keep about people: who made one and who took it back."""

from coproduction.dashboards.models import ReadingKey
from members.personal_data import Erase, Export, History, Merge, register


def register_all():
    """Called once, in `AppConfig.ready()`."""
    register(
        ReadingKey, paths={"made_by": Erase.UNLINK, "revoked_by": Erase.UNLINK}, export=Export.NOT, merge=Merge.MOVE,
        retain="As long as the charity wants to know which programs read its figures.", history=History.REDACT,
    )  # fmt: skip
