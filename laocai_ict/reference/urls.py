from django.urls import path

from . import views

app_name = "reference"
urlpatterns = [
    path("", views.PlaceList.as_view(), name="place-list"),
    path("<slug:slug>/", views.PlaceDetail.as_view(), name="place-detail"),
]
