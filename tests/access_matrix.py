"""Who may open what: for every address of the site, the answer to GET and to POST, for nobody (-) and for each role.

C coordinator, S staff, M member, T trustee, B Management Board, P partner, G safeguarding lead, F finance,
X technical administrator. *allow*: the page, a redirect, or the view's own sentence; *login*: sign in first;
403: this role may not (of a record: 404, see access_records);
404: as if it were not there; 405: this address only saves something (or only shows).

A test walks the site map: an address that is not in this table fails it, and so does a line whose address is gone.
"""

from tests import (
    access_after,
    access_agenda,
    access_agreeing,
    access_asking,
    access_bodies,
    access_day,
    access_desk,
    access_evidence,
    access_figures,
    access_gatherings,
    access_kinds,
    access_look,
    access_loop,
    access_money,
    access_plans,
    access_post,
    access_quarter,
    access_records,
    access_reports,
    access_rights,
    access_series,
    access_settings,
    access_support,
    access_telling,
    access_workbook,
)
from tests.access_sign_in import SIGN_IN, SIGN_IN_OPEN

__all__ = ["GET_AND_POST", "SIGN_IN", "SIGN_IN_OPEN"]
LETTERS = "-CSMTBPGFX"
EVERYBODY = LETTERS[1:]


def only(roles, *, missing=""):
    """Sign in first; these roles may; for `missing` it is as if it were not there; the others may not."""
    table = dict.fromkeys(LETTERS, "403") | {"-": "login"}
    return table | dict.fromkeys(missing, "404") | dict.fromkeys(roles, "allow")


OPEN = dict.fromkeys(LETTERS, "allow")  # pages for the public, and those behind a link in a letter
OPEN_BUTTON = dict.fromkeys(LETTERS, "405")
SIGNED_IN = only(EVERYBODY)
BUTTON = dict.fromkeys(LETTERS, "405") | {"-": "login"}  # GET of an address that only saves
DESK, TEAM, FIGURES, PROJECTS = only("C"), only("CS"), only("CTB"), only("CSMTB")
ASKED = only("CSMTBPGF", missing="X")  # a meeting one is asked to
INVOLVED = only("CSM", missing="TBPGFX")  # an activity one took part in
OWN_LOG = only("CS", missing="TBPGFX")  # the same, to change it: the member who sees it may not
OWN_PROJECT = only("CS", missing="PGFX")  # a project is open within the charity; changing it is for its team
OWN_MEMBERSHIP = only("M", missing="CSTBPGFX")  # of the group, for whoever has one
WAY_IN = (
    "joining joining_words induction_item_new induction_item agreement_edit joining_of joining_close joining_review "
    "conversation agree_for why_for break_for leaving_for goodbye remembrance stop_new"
)
WAY_IN_BUTTONS = "enquiry_look induction_item_drop joining_step induction_ticks conversation_consent agree_for_charity let_tick stay_for"
GET_AND_POST = {
    # the public, and links in letters
    "components": (OPEN, OPEN),
    "healthz": (OPEN, OPEN),
    "home": (OPEN, OPEN),
    "privacy": (OPEN, OPEN),
    **dict.fromkeys(("accessibility", "wording_say"), (OPEN, OPEN)),
    "rsvp": (OPEN, OPEN),
    "rsvp_details": (OPEN, OPEN),
    "rsvp_ring": (OPEN, OPEN),
    "rsvp_right": (OPEN, OPEN),
    "rsvp_calendar": (OPEN, OPEN_BUTTON),
    "invitation": (OPEN, OPEN),
    "invitation_ring": (OPEN_BUTTON, OPEN),
    # the demonstration
    "demo": (OPEN, OPEN),
    "demo_sign_in": (OPEN_BUTTON, OPEN),
    "demo_step": (OPEN, OPEN),
    "demo_time": (OPEN_BUTTON, OPEN),
    "demo_reset": (OPEN_BUTTON, OPEN),
    "demo_progress": (OPEN, OPEN),
    "demo_mailbox": (OPEN, OPEN),
    "demo_letter": (OPEN, OPEN),
    "demo_letter_page": (OPEN, OPEN),
    # people
    "members:people": (DESK, DESK),
    "members:person_new": (DESK, DESK),
    "members:person": (DESK, DESK),
    "members:person_edit": (DESK, DESK),
    "members:person_history": (DESK, DESK),
    "members:person_died": (DESK, DESK),
    "members:sign_in_means": (DESK, DESK),
    "members:channel_new": (DESK, DESK),
    "members:channel_edit": (DESK, DESK),
    "members:channel_prefer": (BUTTON, DESK),
    "members:channel_remove": (BUTTON, DESK),
    "members:seat_new": (DESK, DESK),
    "members:seat_end": (BUTTON, DESK),
    "members:membership": (DESK, DESK),
    # joining, resting, leaving and stopping
    "join": (OPEN, OPEN),
    "join_done": (OPEN, OPEN),
    **{f"members:{page}": (DESK, DESK) for page in WAY_IN.split()},
    **{f"members:{button}": (BUTTON, DESK) for button in WAY_IN_BUTTONS.split()},
    "members:enquiry_new": (TEAM, TEAM),
    "members:goodbye_talk": (BUTTON, only("", missing="C")),  # of somebody who does not leave
    "members:certificate": (only("", missing="C"), only("", missing="C")),  # of somebody who has not begun
    "members:stop": (only("CB"), only("CB")),
    **{f"members:{button}": (BUTTON, only("CB")) for button in ("stop_decide", "stop_appeal", "stop_appeal_decide")},
    **{f"members:{page}": (SIGNED_IN, SIGNED_IN) for page in ("my_joining", "my_break", "my_return")},
    **{f"members:{page}": (OWN_MEMBERSHIP, OWN_MEMBERSHIP) for page in ("my_why", "my_leaving")},
    **{f"members:{button}": (BUTTON, OWN_MEMBERSHIP) for button in ("my_ticks", "my_agreement")},
    "members:my_staying": (BUTTON, SIGNED_IN),
    "members:my_certificate": (only("", missing=EVERYBODY), only("", missing=EVERYBODY)),  # nobody here has begun
    "members:roles": (DESK, DESK),
    "members:role_end": (BUTTON, DESK),
    "members:take_break_for": (BUTTON, DESK),
    "members:end_break_for": (BUTTON, DESK),
    # the desk
    "find": (SIGNED_IN, SIGNED_IN),
    "members:note_new": (DESK, DESK),
    "members:note_take_away": (BUTTON, DESK),
    "members:ring_for": (BUTTON, DESK),
    "members:who_looked": (SIGNED_IN, SIGNED_IN),
    "members:who_looked_at": (DESK, DESK),
    "members:my_history": (SIGNED_IN, SIGNED_IN),
    "members:organisation_history": (DESK, DESK),
    "meetings:meeting_history": (TEAM, TEAM),
    "projects:opportunity_history": (TEAM, TEAM),
    "members:exports": (DESK, DESK),
    "members:export_new": (DESK, DESK),
    "members:export": (DESK, DESK),
    "members:export_file": (BUTTON, DESK),
    "members:export_throw_away": (BUTTON, DESK),
    "projects:of_person": (TEAM, TEAM),
    # oneself
    "members:me": (SIGNED_IN, SIGNED_IN),
    "members:switch_role": (BUTTON, SIGNED_IN),
    "members:take_break": (BUTTON, SIGNED_IN),
    "members:end_break": (BUTTON, SIGNED_IN),
    "members:ring_me": (BUTTON, SIGNED_IN),
    "members:draft": (SIGNED_IN, SIGNED_IN),
    "members:kept": (SIGNED_IN, BUTTON),
    "members:kept_forget": (BUTTON, SIGNED_IN),
    "members:my_messages": (SIGNED_IN, SIGNED_IN),
    "members:my_message": (only("M", missing="CSTBPGFX"), only("M", missing="CSTBPGFX")),  # of one's own
    "members:my_consents": (SIGNED_IN, SIGNED_IN),
    "members:my_consent": (SIGNED_IN, SIGNED_IN),
    "members:my_trusted_contact": (SIGNED_IN, SIGNED_IN),
    "members:my_supporter": (SIGNED_IN, SIGNED_IN),
    "members:my_wishes": (SIGNED_IN, SIGNED_IN),
    "members:unsubscribe": (OPEN, OPEN),
    "members:consents": (DESK, DESK),
    "members:wordings": (DESK, DESK),
    "members:wording": (DESK, DESK),
    "members:consent": (DESK, DESK),
    "members:trusted_contact": (DESK, DESK),
    "members:supporter": (DESK, DESK),
    "members:wishes": (DESK, DESK),
    "members:quieter_for": (BUTTON, DESK),
    "members:my_post": (BUTTON, SIGNED_IN),
    # what somebody needs to take part
    "members:my_access": (SIGNED_IN, SIGNED_IN),
    "members:access": (DESK, DESK),
    "members:passport": (DESK, DESK),
    # post
    "members:person_messages": (DESK, DESK),
    "members:message": (DESK, DESK),
    "members:send_again": (BUTTON, DESK),
    "members:ring_instead": (BUTTON, DESK),
    "members:hold": (BUTTON, DESK),
    "members:let_go": (BUTTON, DESK),
    "members:skip": (BUTTON, DESK),
    "members:going_out": (DESK, DESK),
    "members:going_out_change": (BUTTON, only("", missing="C")),  # of a letter that nobody planned
    **dict.fromkeys(("members:calls_and_letters", "members:contact_said"), (DESK, DESK)),
    "members:calls_print": (BUTTON, DESK),
    "members:contact_outcome": (BUTTON, DESK),
    # the Network
    "members:organisations": (only("CP"), only("CP")),
    "members:organisation_new": (DESK, DESK),
    "members:organisation": (DESK, DESK),
    "members:representative_end": (BUTTON, DESK),
    # meetings
    "meetings:meetings": (SIGNED_IN, SIGNED_IN),
    "meetings:meeting_new": (TEAM, TEAM),
    "meetings:venue_facts": (TEAM, TEAM),
    "meetings:meeting": (ASKED, ASKED),
    "meetings:meeting_edit": (TEAM, TEAM),
    "meetings:meeting_publish": (TEAM, TEAM),
    "meetings:meeting_ask_now": (BUTTON, TEAM),
    "meetings:meeting_move": (TEAM, TEAM),
    "meetings:meeting_cancel": (TEAM, TEAM),
    "meetings:meeting_invite": (TEAM, TEAM),
    "meetings:take_off": (TEAM, TEAM),
    "meetings:answer": (BUTTON, ASKED),
    "meetings:photos": (BUTTON, ASKED),
    "meetings:details": (ASKED, ASKED),
    "meetings:views": (ASKED, ASKED),
    "meetings:answer_for": (TEAM, TEAM),
    "meetings:details_for": (TEAM, TEAM),
    "meetings:right": (only("", missing=EVERYBODY), only("", missing=EVERYBODY)),  # of a meeting that is over
    "meetings:right_for": (only("", missing="CS"), only("", missing="CS")),
    "meetings:access": (TEAM, TEAM),
    "meetings:access_sheet": (TEAM, TEAM),
    "meetings:provision": (only("CS"), only("CS")),
    "meetings:of_person": (TEAM, TEAM),
    "meetings:calendar_file": (ASKED, ASKED),
    "meetings:meeting_register": (TEAM, TEAM),
    "meetings:register_find": (TEAM, TEAM),
    "meetings:register_mark": (BUTTON, TEAM),
    "meetings:register_close": (BUTTON, TEAM),
    "meetings:register_reopen": (BUTTON, TEAM),
    "meetings:register_print": (TEAM, TEAM),
    **access_agenda.rows(only=only, BUTTON=BUTTON, TEAM=TEAM, ASKED=ASKED, OPEN=OPEN, OPEN_BUTTON=OPEN_BUTTON),
    # projects, the log, and pieces of work
    "quick_log": (TEAM, TEAM),
    "projects:projects": (PROJECTS, PROJECTS),
    "projects:project_new": (TEAM, TEAM),
    "projects:project": (PROJECTS, PROJECTS),
    "projects:project_edit": (OWN_PROJECT, OWN_PROJECT),
    "projects:project_stage": (BUTTON, OWN_PROJECT),
    "projects:project_first_stage": (BUTTON, only("C", missing="PGFX")),
    "projects:project_meeting": (BUTTON, OWN_PROJECT),
    "projects:ask": (OWN_PROJECT, OWN_PROJECT),
    "projects:invite_to_join": (OWN_PROJECT, OWN_PROJECT),
    "projects:at_meeting": (PROJECTS, PROJECTS),
    "projects:find_people": (BUTTON, TEAM),
    **dict.fromkeys(("projects:to_complete", "projects:log"), (TEAM, TEAM)),
    "projects:activity": (INVOLVED, INVOLVED),
    "projects:activity_edit": (OWN_LOG, OWN_LOG),
    "projects:logged": (TEAM, TEAM),
    **{f"projects:activity_{name}": (BUTTON, OWN_LOG) for name in ("take_back", "bring_back", "took_place")},
    "projects:quality_done": (BUTTON, OWN_LOG),
    "projects:mine": (SIGNED_IN, SIGNED_IN),
    "projects:opportunity": (TEAM, TEAM),
    "projects:ask_more": (TEAM, TEAM),
    "projects:opportunity_close": (BUTTON, TEAM),
    "projects:opportunity_cancel": (TEAM, TEAM),
    "projects:answer": (BUTTON, SIGNED_IN),
    **access_asking.rows(
        SIGNED_IN=SIGNED_IN, BUTTON=BUTTON, DESK=DESK, TEAM=TEAM, OPEN=OPEN, NOBODY=only("", missing=EVERYBODY)
    ),
    **access_loop.rows(SIGNED_IN=SIGNED_IN, BUTTON=BUTTON, DESK=DESK, TEAM=TEAM),
    **access_workbook.rows(BUTTON=BUTTON, DESK=DESK),
    **access_telling.rows(
        OPEN=OPEN,
        OPEN_BUTTON=OPEN_BUTTON,
        SIGNED_IN=SIGNED_IN,
        BUTTON=BUTTON,
        DESK=DESK,
        PROJECTS=PROJECTS,
        INVOLVED=INVOLVED,
        OWN_LOG=OWN_LOG,
        only=only,
    ),
    "projects:answer_for": (BUTTON, TEAM),
}

GET_AND_POST |= access_day.rows(only=only, LETTERS=LETTERS, OPEN=OPEN, BUTTON=BUTTON, TEAM=TEAM)
GET_AND_POST |= access_desk.rows(
    only=only, SIGNED_IN=SIGNED_IN, BUTTON=BUTTON, DESK=DESK, OPEN=OPEN, EVERYBODY=EVERYBODY
)
GET_AND_POST |= access_money.rows(only=only, SIGNED_IN=SIGNED_IN, BUTTON=BUTTON, OPEN=OPEN)
GET_AND_POST |= access_bodies.rows(only=only, BUTTON=BUTTON)
GET_AND_POST |= access_agreeing.rows(only=only, BUTTON=BUTTON, OPEN=OPEN, OPEN_BUTTON=OPEN_BUTTON)
GET_AND_POST |= access_plans.rows(BUTTON=BUTTON, DESK=DESK, PROJECTS=PROJECTS, only=only)
GET_AND_POST |= access_evidence.rows(BUTTON=BUTTON, PROJECTS=PROJECTS, only=only)
GET_AND_POST |= access_figures.rows(BUTTON=BUTTON, FIGURES=FIGURES, only=only)
GET_AND_POST |= access_quarter.rows(TEAM=TEAM, BUTTON=BUTTON, DESK=DESK, FIGURES=FIGURES, only=only)
GET_AND_POST |= access_reports.rows(BUTTON=BUTTON, FIGURES=FIGURES, only=only)
GET_AND_POST |= access_look.rows(BUTTON=BUTTON, PROJECTS=PROJECTS, DESK=DESK, only=only)
GET_AND_POST |= access_kinds.rows(BUTTON=BUTTON, only=only)
GET_AND_POST |= access_settings.rows(LETTERS=LETTERS, BUTTON=BUTTON, DESK=DESK, TEAM=TEAM, only=only)
GET_AND_POST |= access_support.rows(
    only=only, SIGNED_IN=SIGNED_IN, BUTTON=BUTTON, DESK=DESK, OPEN=OPEN, FIGURES=FIGURES
)
GET_AND_POST |= access_gatherings.rows(
    OPEN=OPEN, OPEN_BUTTON=OPEN_BUTTON, BUTTON=BUTTON, TEAM=TEAM, SIGNED_IN=SIGNED_IN, only=only
)
GET_AND_POST |= access_post.rows(
    only=only, LETTERS=LETTERS, BUTTON=BUTTON, DESK=DESK, TEAM=TEAM, OPEN=OPEN, SIGNED_IN=SIGNED_IN
)
GET_AND_POST |= access_rights.rows(only=only, SIGNED_IN=SIGNED_IN, BUTTON=BUTTON, DESK=DESK, OPEN=OPEN)
GET_AND_POST |= access_after.rows(
    only=only, SIGNED_IN=SIGNED_IN, BUTTON=BUTTON, DESK=DESK, TEAM=TEAM, OPEN=OPEN, OPEN_BUTTON=OPEN_BUTTON, FIGURES=FIGURES,
    ASKED=ASKED,
)  # fmt: skip

# Whole families of addresses that libraries bring, each under one rule.
TECHNICAL_ONLY = "admin:"  # Django's admin: the technical administrator; everybody else is sent to the door or refused
GET_AND_POST |= access_series.rows(BUTTON=BUTTON, DESK=DESK, OPEN=OPEN, OPEN_BUTTON=OPEN_BUTTON, TEAM=TEAM, ASKED=ASKED)
AS_GRANTED = GET_AND_POST  # 404 only where nothing is there for them in that world: in another there may be
GET_AND_POST = access_records.said(GET_AND_POST)
