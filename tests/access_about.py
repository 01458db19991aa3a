"""What stands in each address: which of the things of tests/access_world.py, by the name of the page."""

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
    access_reports,
    access_rights,
    access_series,
    access_telling,
    access_watching,
    access_workbook,
)


def _about(kind, *names):
    return dict.fromkeys(names, kind)


ABOUT = {
    **access_after.ABOUT,
    **access_rights.ABOUT,
    **access_bodies.ABOUT,
    **access_day.ABOUT,
    **access_desk.ABOUT,
    **access_agenda.ABOUT,
    **access_gatherings.ABOUT,
    **access_series.ABOUT,
    **access_asking.ABOUT,
    **access_loop.ABOUT,
    **access_money.ABOUT,
    **access_evidence.ABOUT,
    **access_figures.ABOUT,
    **access_look.ABOUT,
    **access_kinds.ABOUT,
    **access_plans.ABOUT,
    **access_quarter.ABOUT,
    **access_reports.ABOUT,
    **access_telling.ABOUT,
    **access_workbook.ABOUT,
    **access_agreeing.ABOUT,
    **access_post.ABOUT,
    **access_watching.ABOUT,
    **_about(
        "person",
        *(
            f"members:{name}"
            for name in (
                "person", "person_edit", "person_history", "person_died", "person_knows", "sign_in_means", "channel_new", "seat_new",
                "membership", "roles", "take_break_for", "end_break_for", "person_messages",
            )
        ),
        "meetings:of_person",
    ),
    **_about("channel", "members:channel_edit", "members:channel_prefer", "members:channel_arrives", "members:channel_remove"),
    **_about("person", "members:note_new", "members:ring_for", "members:who_looked_at", "projects:of_person"),
    **_about("organisation", "members:organisation_history"),
    **_about("meeting", "meetings:meeting_history"),
    **_about("opportunity", "projects:opportunity_history"),
    **_about("note", "members:note_take_away"),
    **_about("export", *(f"members:{name}" for name in ("export", "export_file", "export_throw_away"))),
    **_about("provision", "meetings:provision"),
    **_about("person", "members:passport"),
    **_about("rsvp", "meetings:details_for", "meetings:right_for"),
    **_about("meeting", "meetings:access", "meetings:access_sheet", "meetings:right"),
    **_about("token", "rsvp_right"),
    **_about("stop", "members:unsubscribe"),
    **_about("meeting", "meetings:photos"),
    **_about("consent", "members:consent"),
    **_about("name_to_members", "members:my_consent", "members:wording"),
    **_about("person", *(f"members:{name}" for name in ("consents", "trusted_contact", "supporter", "wishes", "quieter_for"))),
    **_about("letter", "members:my_message"),
    **_about("person", "members:training_of", "members:support_plan"),
    **_about(
        "training",
        *(f"members:training_{n}" for n in ("done", "remove", "certificate", "certificate_file")),
    ),
    **_about("course", "members:course"),
    **_about("supporter", "members:supporter_end"),
    **_about("check_in", "members:check_in", "members:check_in_hand_over", "members:check_in_own"),
    **_about("concern", "members:concern", "members:concern_more"),
    **_about("equality_question", "members:equality_compare"),
    **_about("seat", "members:seat_end"),
    **_about(
        "person",
        *(
            f"members:{name}"
            for name in (
                "joining_of", "joining_step", "joining_close", "joining_review", "induction_ticks", "conversation",
                "conversation_consent", "agree_for", "agree_for_charity", "why_for", "let_tick", "break_for", "leaving_for",
                "goodbye", "goodbye_talk", "stay_for", "certificate", "remembrance", "stop_new",
            )
        ),
    ),
    **_about("enquiry", "members:enquiry_look"),
    **_about("project", "projects:invite_to_join"),
    **_about("item", "members:induction_item", "members:induction_item_drop"),
    **_about("proposal", *(f"members:{name}" for name in ("stop", "stop_decide", "stop_appeal", "stop_appeal_decide"))),
    **_about("grant", "members:role_end", "members:lead_confirm"),
    **_about("person", "members:invite_again", "members:access_end"),
    **_about("absence", "members:away_end"),
    **_about("a" * 12, "logo"),
    "guide": lambda things: ["coordinator"],
    "settings_data_paper": lambda things: ["dpia"],
    **_about("team", "settings_teams_edit", "settings_teams_retire", "settings_teams_history"),
    **_about("body", "settings_bodies_edit", "settings_bodies_retire", "settings_bodies_history"),
    **_about("venue", "settings_venues_edit", "settings_venues_pictures", "settings_venues_retire", "settings_venues_history"),
    **_about("kind_of_activity", "settings_kinds_edit", "settings_kinds_retire", "settings_kinds_history"),
    **_about("draft", "members:kept_forget"),
    **_about("notes", "members:draft"),
    **_about("organisation", "members:organisation"),
    **_about("representative", "members:representative_end"),
    **_about("task", "members:contact_outcome", "members:contact_said"),
    **_about(
        "letter",
        *(f"members:{name}" for name in ("message", "send_again", "ring_instead", "hold", "let_go", "skip")),
        "demo_letter", "demo_letter_page",
    ),
    **_about(
        "meeting",
        *(
            f"meetings:{name}"
            for name in (
                "meeting", "meeting_edit", "meeting_publish", "meeting_ask_now", "meeting_move", "meeting_cancel",
                "meeting_invite", "answer", "details", "calendar_file",
                "meeting_register", "register_find", "register_mark", "register_close", "register_reopen", "register_print",
            )
        ),
        "projects:at_meeting",
    ),
    **_about("rsvp", "meetings:take_off", "meetings:answer_for"),
    **_about(
        "project",
        *(
            f"projects:{name}"
            for name in (
                "project", "project_edit", "project_stage", "project_first_stage", "project_meeting", "ask",
            )
        ),
    ),
    **_about(
        "activity",
        *(f"projects:{name}" for name in ("activity", "activity_edit", "logged")),
        *(f"projects:activity_{name}" for name in ("take_back", "bring_back", "took_place")),
    ),
    **_about("question", "projects:quality_done"),
    **_about("opportunity", *(f"projects:{n}" for n in ("opportunity", "ask_more", "opportunity_close", "opportunity_cancel"))),
    **_about("invitation", "projects:answer", "projects:answer_for"),
    **_about("token", "rsvp", "rsvp_details", "rsvp_ring", "rsvp_calendar"),
    **_about("work_token", "invitation", "invitation_ring"),
    **_about(1, "demo_step"),
    **_about("0" * 64, "dashboard_picture"),
}  # fmt: skip
