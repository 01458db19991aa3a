"""Meetings: the floor above people."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Makes the letters, the planner and the receivers of this floor known."""

    name = "meetings"

    def ready(self):
        from meetings import afterwards, personal_data, queries, receivers, reminders, tellers, wording
        from meetings.actions import provisions
        from meetings.finding import meetings as meetings_found
        from members import behind_consent
        from members.models import Consent
        from members.post import abouts, clock
        from members.queries import finding

        wording.register_all()
        receivers.connect()
        abouts.register("meeting", names=queries.names_of, page="meetings:meeting")
        clock.register(reminders.plan_due, forecast=reminders.forecast)
        clock.register(afterwards.plan_due, forecast=afterwards.forecast)
        behind_consent.register(
            Consent.LIVED_EXPERIENCE, words="what you needed at each meeting", clear=provisions.forget
        )
        personal_data.register_all()
        tellers.register_all()
        finding.register("Meetings", meetings_found)
