app_name = "telecom"
urlpatterns: list = []
