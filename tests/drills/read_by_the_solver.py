"""Of every address that a trustee may open: whether the solver of D19 reads it, or why nothing there can be solved.

A new address is in neither, and turns `test_d19_complete` red: whoever adds it says here which it is.
"""

READ = {  # read by `everything_printed`, `other_pages` and `tables_printed`; the drill checks that it really opens each
    "came_by", "dashboard_charts", "dashboard_decisions", "dashboard_json", "dashboard_measures", "dashboard_teams",
    "dashboard_xlsx", "equality_totals", "frameworks", "gathering_evaluation", "project_care", "project_frameworks",
    "projects:decision", "pulse_results", "pulse_year", "team_figures", "what_happened",
}  # fmt: skip

SAME = "The protected figures of a page that is read, in another form; "
FIGURES = {
    "dashboard": SAME + "the solver reads them as JSON (test_dashboard_page, test_file: page and files say the same).",
    "dashboard_csv": SAME + "the solver reads them as JSON (test_file).",
    "board_report_pdf": SAME + "it is the newest report.",
    "report": SAME + "the solver reads what reports keep, as their page and their rows for programs have it.",
    "report_file": SAME + "one text in every form (test_report_files).",
    "reports": "Titles and days of reports.",
    "report_rest": "What was said, answered and promised, one line each; things, where they may be quoted.",
    "dashboard_questions": "How many questions wait for the Board: things.",
    "dashboard_owed": "What teams owe: answers, pieces of work, entries, projects, all of them things (SUPP-01).",
    "report_pack": SAME
    + "those of the report, and what was said where it may be quoted (test_report_frozen, test_one_member).",
    "report_copy": SAME + "those of the report, or how far the worker is.",
    "report_copy_file": SAME + "those of the report.",
    "dashboard_picture": SAME + "drawn from the numbers of the tables beside the charts, which are read.",
    "network_figures": "Organisations, meetings, texts and decisions: no figure there is of people (SUPP-01).",
    "project_figures": "Of one project: things; people and hours are read by the desk alone (test_project_figures).",
    "what_changed": "Stories by consent, in words.",
    "priorities": "The middle answer of groups of five and more, without counts (test_together).",
}

OWN = "What concerns the reader alone: their own answers, papers, wishes or messages."
OWN_PAGES = [
    "home", "find", "members:my_joining", "members:my_break", "members:my_return", "members:who_looked", "members:my_history",
    "members:me", "members:draft", "members:kept", "members:my_messages", "members:my_consents", "members:my_consent",
    "members:my_trusted_contact", "members:my_supporter", "members:my_wishes", "members:unsubscribe", "members:my_access",
    "meetings:details", "meetings:views", "meetings:calendar_file", "projects:mine", "projects:closeness",
    "projects:my_interests", "projects:said_yes", "projects:what_i_said", "projects:what_i_said_print", "projects:my_part",
    "projects:story_new", "projects:my_recognition", "projects:claim_new", "members:second_step", "members:my_sign_in",
    "members:spoken_sign_in", "meetings:question_new", "meetings:question_correct", "projects:comment_new",
    "projects:standing_offers", "projects:offer_new", "members:my_training", "members:my_support_plan",
    "members:my_support_plan_edit", "members:my_support_plan_delete", "members:concern_new", "members:concerns_sent",
    "members:my_equality", "my_conferences", "calendar_feed", "meetings:my_calendar", "meetings:dates_waiting",
    "members:my_information", "members:my_details", "members:my_request", "members:my_complaint", "meetings:notes_correct",
    "complain", "join", "join_done", "members:my_why", "members:my_leaving", "members:my_certificate", "members:my_message",
    "meetings:right", "projects:mention_decide", "projects:mention_picture", "projects:my_choice", "projects:claim",
    "projects:claim_edit", "projects:claim_receipt", "projects:claim_cash", "projects:pictured_decide", "projects:pictured_file",
    "projects:look_score", "projects:look_paper", "projects:offer_new_for", "projects:offer_edit", "projects:co_lead_did",
    "projects:story_edit", "projects:story_yes", "projects:table_answer", "projects:table_sheet", "projects:ratify",
    "projects:position", "members:training_certificate", "members:training_certificate_file", "members:support_plan",
    "members:concern_more", "my_registration", "meetings:dates_mine", "members:my_channel", "members:pack", "meetings:pulse",
]  # fmt: skip

BY_LINK = (
    "Behind somebody's own link: their own answer. That a way is full, or how long its waiting list is, whoever is asked "
    "has to know before they answer; how many come is not said."
)
LINKS = [
    "rsvp", "rsvp_details", "rsvp_ring", "rsvp_right", "rsvp_calendar", "rsvp_agenda", "rsvp_views", "rsvp_since", "rsvp_dates",
    "invitation", "invitation_close", "speaking", "speaking_file", "decision_by_link", "registration",
    "registration_cancel", "registration_change", "invitation_recognition", "speaking_photo", "dates", "after", "day_enter", "day_code",
]  # fmt: skip

THINGS = "Words, files and things with their days; people are neither counted there nor named without their yes."
WORDS = [
    "meetings:agenda", "meetings:paper_file", "projects:projects", "projects:project", "projects:at_meeting", "our_story",
    "you_said", "projects:timeline", "projects:timeline_print", "projects:stories", "projects:could_join", "meetings:questions",
    "meetings:question", "meetings:between_us", "meetings:groups", "meetings:groups_year", "projects:agreements",
    "projects:agreement", "projects:pack", "projects:pack_print", "projects:comments", "projects:decisions", "agreed",
    "projects:plans", "projects:plan", "projects:plan_timeline", "projects:plan_print", "projects:goal",
    "projects:evidence_of", "projects:team", "projects:looks", "meetings:notes", "meetings:notes_print", "meetings:since",
    "meetings:actions", "meetings:series_dates", "day_programme", "events", "event", "event_calendar", "event_thanks",
    "venue_picture", "our_story_picture", "projects:milestone_picture", "projects:story", "projects:step", "speaker_photo",
    "projects:changes", "agreed_text", "projects:evidence", "projects:evidence_file", "projects:need", "projects:table",
]  # fmt: skip

NOT_THEIRS = "Of work, quarters or offers that no trustee sees: visible to teams, the desk and those who took part."
TEAMS = [
    "projects:activity", "projects:activity_edit", "projects:looked_back", "projects:reflect", "projects:reflect_paper",
    "projects:offer_work", "projects:offer_activity", "projects:offer_say", "projects:offer_book", "projects:goal_end",
    "projects:evidence_new", "projects:evidence_people", "projects:quarter_of", "projects:good_example", "projects:table_new",
    "projects:co_lead_new",
]  # fmt: skip

NOTHING = "The same for everybody, or for a program with a key of its own, and no figure of people."
PUBLIC = [
    "components", "healthz", "privacy", "accessibility", "wording_say", "guides", "security_txt", "demo", "demo_step",
    "demo_progress", "demo_mailbox", "demo_letter", "demo_letter_page", "event_register", "logo", "guide",
    "settings_data_paper", "metrics", "delivery_reports",
]  # fmt: skip

APART = {
    "meetings:meetings": "Titles and days, and the reader's own answer; numbers of answers for those who plan (test_pages).",
    "meetings:meeting": "How many come is not shown to those who read the figures (test_pages).",
    "meetings:group": "Few visitors of another group are said to be few (test_groups).",
    "projects:look": "How many scored alone, and the mean of each side to a half, of five and more, once all have scored (test_assessing).",
}

EXEMPT = (
    FIGURES
    | APART
    | dict.fromkeys(OWN_PAGES, OWN)
    | dict.fromkeys(LINKS, BY_LINK)
    | dict.fromkeys(WORDS, THINGS)
    | dict.fromkeys(TEAMS, NOT_THEIRS)
    | dict.fromkeys(PUBLIC, NOTHING)
)
