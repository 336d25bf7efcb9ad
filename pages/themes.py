"""Thèmes: one theme, a column a territory with its actions; then all themes at once."""

from dashboard.comparisons import actions_on_theme, themes_in_dots
from dashboard.widgets import charts, frame, texts
from dashboard.widgets.filters import theme_choice

selection = frame.selection()
theme = theme_choice(selection)
with charts.guarded("actions du thème"):
    texts.theme_columns(actions_on_theme(selection.but(themes=(theme,))))
charts.show(themes_in_dots(selection.but(themes=())))
