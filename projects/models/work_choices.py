"""What can be chosen for a piece of work, and how it stands (OPP-01 to OPP-17)."""

from django.db import models


class WorkSort(models.TextChoices):
    """What sort of work it is: how much notice people need, and whether somebody may be too close to it, hangs on it."""

    REVIEW = "review", "Reading a document"
    GROUP = "group", "Setting up a group"
    PANEL = "panel", "An interview panel"
    COMMISSIONING = "commissioning", "A commissioning or board meeting"
    OTHER = "other", "Something else"


NEEDS_DECLARATION = (WorkSort.PANEL, WorkSort.COMMISSIONING)
USUAL_KINDS = {  # the slugs of kinds that every charity begins with: as which such work stands in the log
    WorkSort.PANEL: "interview-panel",
    WorkSort.COMMISSIONING: "commissioning-meeting",
}


class Lasts(models.TextChoices):
    ONCE = "once", "Once"
    SHORT = "short", "For a short time"
    ONGOING = "ongoing", "Going on"


class Say(models.TextChoices):
    ADVICE = "advice", "You advise; others decide"
    PART = "part", "You are part of the decision"


class Step(models.TextChoices):
    """Steps of the ladder of co-production (TLAP) that a piece of work may aim at."""

    INFORMING = "informing", "Informing"
    CONSULTATION = "consultation", "Consultation"
    ENGAGEMENT = "engagement", "Engagement"
    CO_DESIGN = "co_design", "Co-design"
    CO_PRODUCTION = "co_production", "Co-production"


class WorkMode(models.TextChoices):
    ROOM = "room", "In a room"
    ONLINE = "online", "Online"
    PHONE = "phone", "By phone"
    EITHER = "either", "In a room, online or by phone"
    HOME = "home", "At home, at your own pace"


class OpenTo(models.TextChoices):
    ASKED = "asked", "Only those we ask"
    ADVISORY = "advisory", "The Advisory Group"
    CLIENTS = "clients", "All clients"
    PARTNERS = "partners", "Partner organisations"
    PUBLIC = "public", "Anybody"


class Chosen(models.TextChoices):
    """How it is settled who does it."""

    FIRST = "first", "Whoever answers first"
    MATCHED = "matched", "By what people would like and can do"
    LOT = "lot", "By lot, if more would like to than there are places"
    TALK = "talk", "After a conversation"


class Status(models.TextChoices):
    """How a piece of work stands (OPP-17); it follows from what happened, nobody sets it."""

    DRAFT = "draft", "Draft"
    CHECKED = "checked", "Checked, not open yet"
    OPEN = "open", "Open"
    CLOSED = "closed", "Answers have closed"
    DONE = "done", "Done"
    FED_BACK = "fed_back", "Done, and everybody told"
    CANCELLED = "cancelled", "Not going ahead"
