"""The addresses of this floor under /meetings/."""

app_name = "meetings"
urlpatterns = []
