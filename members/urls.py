"""The addresses of this floor under /members/."""

app_name = "members"
urlpatterns = []
