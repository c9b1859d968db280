"""The backup panel in Horizon."""
