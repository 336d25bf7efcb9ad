"""Votre territoire: a planner's own plan, from its file to a comparison; in its workspace, what it does not say."""

from dashboard.widgets import bringing, own_plan, own_workspace
from dashboard.widgets.guard import guarded

with guarded("votre territoire"):
    if own_workspace.asked():
        own_plan.page()
    else:
        bringing.page()
