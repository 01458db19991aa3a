"""The timeline, the stories, where one is named, and looking back, under /projects/."""

from django.urls import path

from projects.views import own_stories, reflecting, timeline, write_up

urlpatterns = [
    path("<int:pk>/write-up/", write_up.write_up, name="write_up"),
    path("<int:pk>/write-up.docx", write_up.write_up_word, name="write_up_word"),
    path("<int:pk>/write-up.pdf", write_up.write_up_pdf, name="write_up_pdf"),
    path("activities/<int:pk>/step/", reflecting.step, name="step"),
    path("activities/<int:pk>/reflect/", reflecting.reflect, name="reflect"),
    path("activities/<int:pk>/reflect/take-back/", reflecting.reflect_take_back, name="reflect_take_back"),
    path("activities/<int:pk>/reflect/paper/", reflecting.reflect_paper, name="reflect_paper"),
    path("activities/<int:pk>/looked-back/", reflecting.looked_back, name="looked_back"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/print/", timeline.timeline_print, name="timeline_print"),
    path("timeline/new/", timeline.milestone_new, name="milestone_new"),
    path("timeline/<int:pk>/", timeline.milestone, name="milestone"),
    path("timeline/<int:pk>/picture/", timeline.milestone_picture, name="milestone_picture"),
    path("timeline/<int:pk>/people/", timeline.milestone_people, name="milestone_people"),
    path("timeline/<int:pk>/public/", timeline.milestone_public, name="milestone_public"),
    path("timeline/<int:pk>/no-picture/", timeline.milestone_picture_drop, name="milestone_picture_drop"),
    path("timeline/<int:pk>/remove/", timeline.milestone_drop, name="milestone_drop"),
    path("mentions/<int:pk>/", own_stories.mention_decide, name="mention_decide"),
    path("mentions/<int:pk>/picture/", own_stories.mention_picture, name="mention_picture"),
    path("mentions/<int:pk>/remove/", timeline.mention_drop, name="mention_drop"),
    path("my-part/", own_stories.my_part, name="my_part"),
    path("stories/", own_stories.stories, name="stories"),
    path("stories/new/", own_stories.story_new, name="story_new"),
    path("stories/<int:pk>/", own_stories.story, name="story"),
    path("stories/<int:pk>/edit/", own_stories.story_edit, name="story_edit"),
    path("stories/<int:pk>/yes/", own_stories.story_yes, name="story_yes"),
    path("stories/<int:pk>/take-back/", own_stories.story_take_back, name="story_take_back"),
    path("stories/<int:pk>/throw-away/", own_stories.story_throw_away, name="story_throw_away"),
    path("stories/<int:pk>/ask/", own_stories.story_ask, name="story_ask"),
    path("stories/<int:pk>/public/", own_stories.story_public, name="story_public"),
    path("said/<int:pk>/public/", own_stories.said_public, name="said_public"),
]
