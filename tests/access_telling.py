"""The addresses of the timeline, of own stories and of the public pages, in the matrix of access."""

from django.utils import timezone

from projects.models import Mention, Milestone, OwnStory

DESK_PAGES = "milestone_new milestone milestone_people"
DESK_BUTTONS = "milestone_public milestone_picture_drop milestone_drop mention_drop story_ask story_public said_public"


def rows(*, OPEN, OPEN_BUTTON, SIGNED_IN, BUTTON, DESK, PROJECTS, INVOLVED, OWN_LOG, only):
    OWN_PROJECT_PAGE = only("CS")
    whose = only("CSMTBPGFX")
    theirs = only("CM", missing="STBPGFX")  # it is the member's own, and the desk acts for her
    return {
        "our_story": (OPEN, OPEN_BUTTON),
        "our_story_picture": (only("", missing="-CSMTBPGFX"), OPEN_BUTTON),
        "you_said": (OPEN, OPEN_BUTTON),
        "projects:timeline": (PROJECTS, PROJECTS),
        "projects:timeline_print": (PROJECTS, PROJECTS),
        "projects:milestone_picture": (only("", missing="CSMTBPGFX"), BUTTON),  # of one without a picture
        "projects:stories": (PROJECTS, PROJECTS),
        **{f"projects:{page}": (DESK, DESK) for page in DESK_PAGES.split()},
        **{f"projects:{button}": (BUTTON, DESK) for button in DESK_BUTTONS.split()},
        "projects:my_part": (whose, whose),
        "projects:story_new": (whose, whose),
        **{f"projects:{page}": (theirs, theirs) for page in "story story_edit story_yes mention_decide".split()},
        "projects:mention_picture": (only("", missing="CSMTBPGFX"), BUTTON),
        **{f"projects:{page}": (OWN_LOG, OWN_LOG) for page in ("step", "looked_back")},
        **{f"projects:{page}": (OWN_PROJECT_PAGE, BUTTON) for page in ("write_up", "write_up_word", "write_up_pdf")},
        "projects:reflect": (INVOLVED, INVOLVED),
        "projects:reflect_paper": (INVOLVED, INVOLVED),
        "projects:reflect_take_back": (BUTTON, INVOLVED),
        **{f"projects:{button}": (BUTTON, theirs) for button in "story_take_back story_throw_away".split()},
    }


def _milestone(things):
    more = {"happened_on": timezone.localdate(), "title": "We began"}
    return Milestone.objects.get_or_create(title="We began", defaults=more)[0]


def _mention(things):
    more = {"asked_at": timezone.now()}
    made, _ = Mention.objects.get_or_create(milestone=_milestone(things), person=things.person, defaults=more)
    return [made.pk]


def _story(things):
    more = {"words": "It began with tea.", "state": OwnStory.State.WAITING}
    return [OwnStory.objects.get_or_create(person=things.person, title="Tea", defaults=more)[0].pk]


STONES = "milestone milestone_picture milestone_people milestone_public milestone_picture_drop milestone_drop"
STORIES = "story story_edit story_yes story_take_back story_throw_away story_ask story_public"
ABOUT = {
    **dict.fromkeys([f"projects:{name}" for name in ("write_up", "write_up_word", "write_up_pdf")], "project"),
    **dict.fromkeys(
        [f"projects:{name}" for name in ("step", "looked_back", "reflect", "reflect_paper", "reflect_take_back")],
        "activity",
    ),
    "our_story_picture": lambda things: [_milestone(things).pk],
    **{f"projects:{name}": lambda things: [_milestone(things).pk] for name in STONES.split()},
    **{f"projects:{name}": _mention for name in ("mention_decide", "mention_picture", "mention_drop")},
    **{f"projects:{name}": _story for name in STORIES.split()},
}
