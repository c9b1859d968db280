"""Copied beside the other one where OPENSTACK_CINDER_FEATURES has enable_backup: takes Horizon's own panel away."""

PANEL = "backups"
PANEL_DASHBOARD = "project"
PANEL_GROUP = "volumes"
REMOVE_PANEL = True
