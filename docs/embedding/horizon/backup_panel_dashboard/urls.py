"""The page of the panel, and the address that its token comes from."""

from django.urls import path

from backup_panel_dashboard import views

urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("token/", views.TokenView.as_view(), name="token"),
]
