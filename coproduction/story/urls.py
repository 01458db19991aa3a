"""The demonstration's own pages; all of them are 404 on a site for real use."""

from django.urls import path

from coproduction.story import mailbox, views

urlpatterns = [
    path("", views.demo, name="demo"),
    path("sign-in/", views.sign_in, name="demo_sign_in"),
    path("walk/<int:number>/", views.step, name="demo_step"),
    path("time/", views.pass_time, name="demo_time"),
    path("reset/", views.reset, name="demo_reset"),
    path("work/", views.progress, name="demo_progress"),
    path("mailbox/", mailbox.mailbox, name="demo_mailbox"),
    path("mailbox/<int:pk>/", mailbox.letter, name="demo_letter"),
    path("mailbox/<int:pk>/page/", mailbox.letter_page, name="demo_letter_page"),
]
