"""The addresses of this floor under /projects/."""

app_name = "projects"
urlpatterns = []
