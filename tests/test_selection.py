"""A Selection goes to a URL and comes back equal; what means nothing in a URL is left out and named."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.selection import CHOICES, FLAGS, LISTS, Selection, read_params
from tests.selections import KNOWN, selections

PARAMETERS = [
    *LISTS.values(),
    *FLAGS.values(),
    *(parameter for parameter, _ in CHOICES.values()),
    "grille",
    "q",
    "action",
]


@given(selections(words=True))
def test_a_selection_comes_back_equal_from_its_parameters(selection: Selection) -> None:
    reading = read_params(selection.to_params(), KNOWN)
    assert reading.selection == selection
    assert reading.unknown == ()


@given(selections(words=True), st.sampled_from(["", "actions", "themes"]))
def test_a_selection_comes_back_equal_from_its_url(selection: Selection, page: str) -> None:
    url = urlsplit(selection.url(page))
    assert url.path == (page if url.query else page or ".")
    assert not url.netloc and not url.scheme and not url.fragment
    parameters = dict(parse_qsl(url.query, keep_blank_values=True, strict_parsing=bool(url.query)))
    assert read_params(parameters, KNOWN).selection == selection


def test_a_selection_of_everything_leaves_the_url_bare() -> None:
    assert Selection().to_params() == {}
    assert Selection().url() == "."
    assert Selection().url("actions") == "actions"


def test_a_url_can_be_read_by_a_person() -> None:
    chosen = Selection(territories=("cahors", "midi-quercy"), themes=("mobilite",), measure="nombre")
    assert chosen.url("themes") == "themes?territoire=cahors,midi-quercy&theme=mobilite&mesure=nombre"


@given(st.dictionaries(st.sampled_from(PARAMETERS) | st.text(), st.text()))
def test_no_parameters_raise_whatever_they_say(parameters: dict[str, str]) -> None:
    read = read_params(parameters, KNOWN).selection
    for name in LISTS:
        assert set(getattr(read, name)) <= set(KNOWN[name])
    assert read_params(read.to_params(), KNOWN).selection == read


@given(selections(), st.sampled_from(list(LISTS)), st.text(alphabet="abcxyz-<>'\" é", min_size=1))
def test_an_unknown_identifier_is_left_out_and_named(selection: Selection, name: str, word: str) -> None:
    unknown = f"sans-existence-{word}"
    parameters = selection.to_params()
    parameters[LISTS[name]] = ",".join(filter(None, (parameters.get(LISTS[name]), unknown)))
    reading = read_params(parameters, KNOWN)
    assert reading.selection == selection
    assert reading.unknown == (f"{LISTS[name]}={unknown}",)


@pytest.mark.parametrize("parameter", [parameter for parameter, _ in CHOICES.values()])
def test_an_unknown_choice_is_left_out_and_named(parameter: str) -> None:
    reading = read_params({parameter: "racine"}, KNOWN)
    assert (reading.selection, reading.unknown) == (Selection(), (f"{parameter}=racine",))


def test_a_repeated_identifier_counts_once() -> None:
    assert read_params({"theme": "sante,,mobilite,sante"}, KNOWN).selection.themes == ("sante", "mobilite")


@given(selections(), st.sampled_from(list(LISTS)))
def test_a_value_can_be_taken_out_and_the_rest_stays(selection: Selection, name: str) -> None:
    for value in getattr(selection, name):
        left = selection.without(name, value)
        assert value not in getattr(left, name)
        assert len(getattr(left, name)) == len(getattr(selection, name)) - 1
        assert left.but(**{name: getattr(selection, name)}) == selection


def test_taking_out_what_is_not_there_changes_nothing() -> None:
    chosen = Selection(themes=("sante",))
    assert chosen.without("themes", "mobilite") == chosen


@given(selections(), selections())
def test_equal_selections_are_one_key_of_a_cache(one: Selection, other: Selection) -> None:
    again = read_params(one.to_params(), KNOWN).selection
    assert {one: "answer"}[again] == "answer"
    assert len({one, other}) == (1 if one == other else 2)


@pytest.mark.parametrize("name", list(CHOICES))
def test_a_choice_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="racine"):
        Selection(**{name: "racine"})


def test_filters_name_only_the_lists_that_keep_something_out() -> None:
    assert Selection(themes=("sante",), with_partners=True).filters == {"themes": ("sante",)}
