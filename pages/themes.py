"""Thèmes: one theme, a column a territory with its actions; then all themes at once, or the areas of a grid."""

from dashboard.comparisons import actions_on_theme, areas_in_dots, engagements_by_territory, themes_in_dots
from dashboard.selection import OWN_GRID
from dashboard.widgets import charts, exporting, frame, texts
from dashboard.widgets.filters import grid_switch, theme_choice
from dashboard.widgets.guard import guarded

selection = frame.selection()
theme = theme_choice(selection)
with guarded("actions du thème"):
    on_theme = selection.but(themes=(theme,))
    texts.theme_columns(actions_on_theme(on_theme))
    exporting.menu(engagements_by_territory(on_theme), frame.current_page())
grid_switch(selection, "grid-themes")
everything = selection.but(themes=())
charts.show(themes_in_dots(everything) if selection.grid == OWN_GRID else areas_in_dots(everything))
