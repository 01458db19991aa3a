"""The addresses of this floor under /members/."""

from django.urls import path

from members.views import breaks, calls, drafts, going_out, me, messages, organisations, people, person, ringing, roles

app_name = "members"
urlpatterns = [
    # people
    path("", people.people, name="people"),
    path("new/", people.person_new, name="person_new"),
    path("<int:pk>/", person.person, name="person"),
    path("<int:pk>/edit/", person.person_edit, name="person_edit"),
    path("<int:pk>/history/", person.person_history, name="person_history"),
    path("<int:pk>/died/", person.person_died, name="person_died"),
    path("<int:pk>/sign-in/", person.sign_in_means, name="sign_in_means"),
    path("<int:pk>/channels/new/", person.channel_new, name="channel_new"),
    path("channels/<int:pk>/", person.channel_edit, name="channel_edit"),
    path("channels/<int:pk>/first/", person.channel_prefer, name="channel_prefer"),
    path("channels/<int:pk>/remove/", person.channel_remove, name="channel_remove"),
    path("<int:pk>/seats/new/", person.seat_new, name="seat_new"),
    path("seats/<int:pk>/end/", person.seat_end, name="seat_end"),
    path("<int:pk>/membership/", person.membership, name="membership"),
    path("<int:pk>/roles/", roles.roles, name="roles"),
    path("roles/<int:pk>/end/", roles.role_end, name="role_end"),
    path("<int:pk>/break/start/", breaks.take_break_for, name="take_break_for"),
    path("<int:pk>/break/end/", breaks.end_break_for, name="end_break_for"),
    # oneself
    path("me/", me.me, name="me"),
    path("role/", roles.switch_role, name="switch_role"),
    path("break/start/", breaks.take_break, name="take_break"),
    path("break/end/", breaks.end_break, name="end_break"),
    path("ring-me/", ringing.ring_me, name="ring_me"),
    path("drafts/<slug:form>/", drafts.draft, name="draft"),
    path("kept/", drafts.kept, name="kept"),
    path("kept/<int:pk>/forget/", drafts.kept_forget, name="kept_forget"),
    # post
    path("<int:pk>/messages/", messages.person_messages, name="person_messages"),
    path("messages/<int:pk>/", messages.message, name="message"),
    path("messages/<int:pk>/again/", messages.send_again, name="send_again"),
    path("messages/<int:pk>/ring/", messages.ring_instead, name="ring_instead"),
    path("messages/<int:pk>/hold/", messages.hold, name="hold"),
    path("messages/<int:pk>/let-go/", messages.let_go, name="let_go"),
    path("messages/<int:pk>/skip/", messages.skip, name="skip"),
    path("my-messages/", messages.my_messages, name="my_messages"),
    path("my-messages/choose/", messages.my_post, name="my_post"),
    path("going-out/", going_out.going_out, name="going_out"),
    path("going-out/change/", going_out.going_out_change, name="going_out_change"),
    path("calls/", calls.calls_and_letters, name="calls_and_letters"),
    path("calls/print/", calls.calls_print, name="calls_print"),
    path("calls/<int:pk>/", calls.contact_outcome, name="contact_outcome"),
    # the Network
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.organisation_new, name="organisation_new"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("representatives/<int:pk>/end/", organisations.representative_end, name="representative_end"),
]
