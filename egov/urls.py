app_name = "egov"
urlpatterns: list = []
