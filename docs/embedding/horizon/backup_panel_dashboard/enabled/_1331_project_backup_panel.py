"""Copied to openstack_dashboard/local/enabled/: adds the panel under Project, Volumes."""

PANEL = "backup_panel"
PANEL_DASHBOARD = "project"
PANEL_GROUP = "volumes"
ADD_PANEL = "backup_panel_dashboard.panel.BackupPanel"
ADD_INSTALLED_APPS = ["backup_panel_dashboard"]
