"""Meetings: the floor above people."""

from django.apps import AppConfig

LETTERS_WITH_A_PARAGRAPH = [
    ("meeting_invitation", "invitation", "Invitation to a meeting"),
    ("meeting_reminder", "reminder", "Reminder of a meeting"),
    ("meeting_moved", "moved", "A meeting moves"),
    ("meeting_cancelled", "cancelled", "A meeting is cancelled"),
    ("meeting_join", "join", "How to join online"),
    ("meeting_receipt", "receipt", "Receipt of an answer"),
]


class MeetingsConfig(AppConfig):
    """Makes the letters, the planner and the receivers of this floor known."""

    name = "meetings"

    def ready(self):
        from meetings import (
            afterwards,
            agenda_wording,
            audiences,
            between,
            day_sweeps,
            following_up,
            groups,
            noticed,
            noticed_before,
            personal_data,
            queries,
            question_letters,
            question_reminders,
            receivers,
            reminders,
            rolling,
            said_back,
            step_reminders,
            tellers,
            telling_back,
            what_goes,
            wording,
            wording_after,
        )
        from meetings.actions import provisions
        from meetings.dates_known import register_dates
        from meetings.finding import meetings as meetings_found
        from meetings.gathering_known import register_gatherings
        from members import behind_consent
        from members.models import Consent
        from members.post import abouts, clock
        from members.queries import finding, letter_words

        wording.register_all()
        wording_after.register_all()
        agenda_wording.register_all()
        question_letters.register_all()
        step_reminders.register_all()
        groups.register_sweep()
        what_goes.register_all()
        audiences.register()
        receivers.connect()
        abouts.register("meeting", names=queries.names_of, page="meetings:meeting")
        abouts.register("question", names=between.names_of, page="meetings:question")
        noticed.register_all()
        noticed_before.register_all()
        clock.register(rolling.plan_due, lives_on=("meetings.Series",))
        clock.register(reminders.plan_due, forecast=reminders.forecast, lives_on=("meetings.Meeting",))
        clock.register(
            afterwards.plan_due, forecast=afterwards.forecast, lives_on=("meetings.Rsvp", "meetings.Provision")
        )
        clock.register(following_up.plan_due, forecast=following_up.forecast, lives_on=("meetings.Meeting",))
        clock.register(telling_back.plan_due, lives_on=("meetings.Question",))
        clock.register(question_reminders.plan_due, lives_on=("meetings.Question",))
        behind_consent.register(
            Consent.LIVED_EXPERIENCE, words="what you needed at each meeting", clear=provisions.forget
        )
        for kind, template, title in LETTERS_WITH_A_PARAGRAPH:
            letter_words.register(kind, template=f"meetings/email/{template}", title=title)
        personal_data.register_all()
        day_sweeps.register_all()
        tellers.register_all()
        finding.register("Meetings", meetings_found)
        said_back.register_all()
        register_gatherings()
        register_dates()
