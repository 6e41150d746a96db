from django.urls import path

from . import views

app_name = "egov"
urlpatterns = [
    path("thu-tuc/", views.ProcedureList.as_view(), name="procedure-list"),
    path("thu-tuc/<slug:slug>/", views.ProcedureDetail.as_view(), name="procedure-detail"),
    path("chinh-quyen-dien-tu/", views.SystemList.as_view(), name="system-list"),
]
