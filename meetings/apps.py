"""Meetings: the floor above people."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Makes the letters, the planner and the receivers of this floor known."""

    name = "meetings"

    def ready(self):
        from meetings import personal_data, queries, receivers, reminders, wording
        from meetings.finding import meetings as meetings_found
        from members.post import abouts, clock
        from members.queries import finding

        wording.register_all()
        receivers.connect()
        abouts.register("meeting", names=queries.names_of, page="meetings:meeting")
        clock.register(reminders.plan_due, forecast=reminders.forecast)
        personal_data.register_all()
        finding.register("Meetings", meetings_found)
