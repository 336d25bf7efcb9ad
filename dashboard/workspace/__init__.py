"""A planner's own plan: kept on the server, read under an address of its own, beside the shipped ones."""

from dashboard.workspace.current import HEADER, PREFIX, InWorkspace, name

__all__ = ["HEADER", "PREFIX", "InWorkspace", "name"]
