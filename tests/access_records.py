"""Where an address names a record, a role that may not do this at all hears that it is not there (members/web.py: needs)."""

from django.urls import get_resolver

# These say no in words (403): the role sees the record itself, or was asked to it, and may only not do this.
SAYS_NO = {
    "dashboard_picture",
    "meetings:line_away",
    "meetings:line_edit",
    "meetings:line_new",
    "meetings:notes_live",
    "meetings:notes_write",
    "meetings:question_correct",
    "meetings:question_owner",
    "members:training_done",
    "members:training_remove",
    "projects:activity_bring_back",
    "projects:activity_edit",
    "projects:activity_take_back",
    "projects:activity_took_place",
    "projects:answer_for",
    "projects:ask",
    "projects:ask_more",
    "projects:ask_now",
    "projects:goal",
    "projects:goal_end",
    "projects:invite_to_join",
    "projects:logged",
    "projects:opportunity",
    "projects:opportunity_cancel",
    "projects:opportunity_close",
    "projects:opportunity_history",
    "projects:project_edit",
    "projects:project_first_stage",
    "projects:project_meeting",
    "projects:project_stage",
    "projects:quality_done",
}


def names_a_record(name) -> bool:
    """Whether something stands in the address: a number, a token, a day."""
    space, _, name = name.rpartition(":")
    resolver = get_resolver()
    if space:
        resolver = resolver.namespace_dict[space][1]
    return any(wanted for possibility in resolver.reverse_dict.getlist(name) for _, wanted in possibility[0])


def said(table) -> dict:
    """The table of access with 404 for 403 at the addresses of records."""
    return {
        name: tuple(map(_not_there, answers)) if names_a_record(name) and name not in SAYS_NO else answers
        for name, answers in table.items()
    }


def _not_there(answers):
    return {letter: "404" if word == "403" else word for letter, word in answers.items()}
