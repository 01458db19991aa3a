"""What questions between bodies, the Network's meetings and other groups keep about people."""

from meetings import models
from members.personal_data import Erase, Export, History, Merge, impersonal, register

MINUTES = {"merge": Merge.MOVE, "history": History.REDACT, "retain": "As long as the charity keeps its minutes."}


def register_all():
    """The words are a body's or an organisation's, never a person's; who wrote them goes with the person."""
    register(
        models.Question,
        paths={"put_by": Erase.UNLINK, "owner": Erase.UNLINK, "answered_by": Erase.UNLINK},
        export=Export.OWN_PART,
        **MINUTES,
    )
    register(models.RoundEntry, paths={"written_by": Erase.UNLINK}, export=Export.OWN_PART, **MINUTES)
    register(
        models.CameFor, paths={"person": Erase.UNLINK, "noted_by": Erase.UNLINK}, export=Export.OWN_PART, **MINUTES
    )
    register(models.Practice, paths={"added_by": Erase.UNLINK}, export=Export.OWN_PART, **MINUTES)
    until = "As long as we are in touch. The contact: two years after it was last checked."
    register(models.OtherGroup, paths={"known_by": Erase.UNLINK}, export=Export.FACT, **(MINUTES | {"retain": until}))
    register(models.GroupVisit, paths={"written_by": Erase.UNLINK}, export=Export.OWN_PART, **MINUTES)
    register(
        models.WentAlong, paths={"person": Erase.DELETE}, export=Export.FULL, **(MINUTES | {"merge": Merge.KEEP_ONE})
    )
    impersonal(models.HostTurn, "Which organisations host and chair a meeting.")
    impersonal(models.GroupInvitation, "That one group asked another to something.")
