"""The addresses of this floor under /meetings/."""

from django.urls import path

from meetings.views import access, answering, of_person, people, photos, plan, register, showing, telling, venues

app_name = "meetings"
urlpatterns = [
    path("", showing.meetings, name="meetings"),
    path("new/", plan.meeting_new, name="meeting_new"),
    path("venue/", venues.venue_facts, name="venue_facts"),
    path("<int:pk>/", showing.meeting, name="meeting"),
    path("<int:pk>/history/", showing.meeting_history, name="meeting_history"),
    path("<int:pk>/edit/", plan.meeting_edit, name="meeting_edit"),
    path("<int:pk>/publish/", plan.meeting_publish, name="meeting_publish"),
    path("<int:pk>/move/", plan.meeting_move, name="meeting_move"),
    path("<int:pk>/cancel/", plan.meeting_cancel, name="meeting_cancel"),
    path("<int:pk>/people/", people.meeting_invite, name="meeting_invite"),
    path("people/<int:pk>/off/", people.take_off, name="take_off"),
    # answers
    path("<int:pk>/answer/", answering.answer, name="answer"),
    path("<int:pk>/details/", telling.details, name="details"),
    path("<int:pk>/photos/", photos.photos, name="photos"),
    path("answers/<int:pk>/", answering.answer_for, name="answer_for"),
    path("answers/<int:pk>/details/", telling.details_for, name="details_for"),
    path("answers/<int:pk>/right/", telling.right_for, name="right_for"),
    path("<int:pk>/right/", telling.right, name="right"),
    # what people need there
    path("<int:pk>/access/", access.access, name="access"),
    path("<int:pk>/access/sheet.pdf", access.access_sheet, name="access_sheet"),
    path("access/<int:pk>/", access.provision, name="provision"),
    path("of/<int:pk>/", of_person.of_person, name="of_person"),
    path("<int:pk>/meeting.ics", answering.calendar_file, name="calendar_file"),
    # the register
    path("<int:pk>/register/", register.meeting_register, name="meeting_register"),
    path("<int:pk>/register/find/", register.register_find, name="register_find"),
    path("<int:pk>/register/mark/", register.register_mark, name="register_mark"),
    path("<int:pk>/register/close/", register.register_close, name="register_close"),
    path("<int:pk>/register/reopen/", register.register_reopen, name="register_reopen"),
    path("<int:pk>/register/print/", register.register_print, name="register_print"),
]
