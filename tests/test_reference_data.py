"""Territories, their members and contours, the dates of documents: read, related to one another, refused if broken."""

from __future__ import annotations

import datetime
import json
import math

import duckdb
import pytest

from etl.contours import read_contours
from etl.documents import DATE_PRECISIONS
from etl.errors import SourceError
from etl.french import date_label, day
from etl.paths import DATA
from tests.invented import Invented

CONTOURS = "reference/contours.geojson"


def rows(connection, query: str) -> list[tuple]:
    return connection.execute(query).fetchall()


# Territories and members


def test_every_compared_territory_has_its_members_and_the_region_has_none(connection):
    counted = dict(rows(connection, "SELECT territory_id, count(*) FROM member GROUP BY territory_id"))
    stated = dict(rows(connection, "SELECT territory_id, communes FROM territory WHERE is_compared"))
    assert counted == stated and len(stated) == 4


def test_official_codes_have_their_form(connection):
    assert rows(connection, "SELECT name FROM member WHERE NOT regexp_full_match(insee_code, '\\d{5}')") == []
    assert rows(connection, "SELECT name FROM member WHERE NOT regexp_full_match(epci_siren, '\\d{9}')") == []
    assert rows(connection, "SELECT name FROM territory WHERE NOT regexp_full_match(siren, '\\d{9}')") == []


def test_members_bear_the_name_of_their_intercommunality(connection):
    found = rows(connection, "SELECT DISTINCT epci_siren, epci_name FROM member")
    assert len(found) == len({siren for siren, _ in found})
    assert all(name.startswith(("CC ", "CA ")) for _, name in found)


# Contours


def test_each_compared_territory_has_a_contour_of_a_plausible_size(connection):
    found = rows(connection, "SELECT territory_id, width_km, height_km FROM contour")
    compared = rows(connection, "SELECT territory_id FROM territory WHERE is_compared")
    assert {(territory,) for territory, *_ in found} == set(compared)
    assert all(10 < width < 100 and 10 < height < 100 for _, width, height in found)


def test_a_contour_lies_about_its_middle_and_is_closed(connection):
    for territory, rings, width, height in rows(
        connection, "SELECT territory_id, rings, width_km, height_km FROM contour"
    ):
        xs = [x for ring in rings for x, _ in ring]
        ys = [y for ring in rings for _, y in ring]
        assert max(xs) - min(xs) == pytest.approx(width, abs=0.01), territory
        assert max(ys) - min(ys) == pytest.approx(height, abs=0.01), territory
        assert max(xs) + min(xs) == pytest.approx(0, abs=0.01), territory
        assert all(ring[0] == ring[-1] for ring in rings), territory


def test_a_tenth_of_a_degree_is_as_long_as_it_is_on_the_ground(invented: Invented):
    found = {row["territory_id"]: row for row in read_contours(invented.path(CONTOURS), {"val-clair", "haut-bois"})}
    assert found["val-clair"]["height_km"] == pytest.approx(11.1, abs=0.1)
    assert found["val-clair"]["width_km"] == pytest.approx(11.1 * math.cos(math.radians(44.45)), abs=0.1)
    # Further north a degree of longitude is shorter.
    assert found["haut-bois"]["width_km"] < found["val-clair"]["width_km"]
    bois = found["haut-bois"]
    assert bois["rings"][0][0] == pytest.approx([-bois["width_km"] / 2, -bois["height_km"] / 2], abs=0.001)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "broken GeoJSON"),
        ("[]", "broken GeoJSON"),
        ('{"type": "FeatureCollection"}', "broken GeoJSON"),
        (
            '{"features": [{"properties": {"territory_id": "perdu"}, "geometry": {"type": "Polygon"}}]}',
            "unknown territory 'perdu'",
        ),
        (
            '{"features": [{"properties": {"territory_id": "val-clair"}, "geometry": {"type": "Point"}}]}',
            "the geometry of val-clair is a Point",
        ),
    ],
)
def test_contours_that_cannot_be_drawn_are_refused(invented: Invented, text: str, message: str):
    invented.write(CONTOURS, text)
    with pytest.raises(SourceError) as refused:
        read_contours(invented.path(CONTOURS), {"val-clair", "haut-bois"})
    assert message in refused.value.message
    assert refused.value.path.name == "contours.geojson" and refused.value.remedy


@pytest.mark.parametrize(
    "feature",
    [
        {"geometry": {"type": "Polygon", "coordinates": []}},
        {"properties": {"territory_id": "val-clair"}, "geometry": {"type": "Polygon", "coordinates": []}},
        {"properties": {"territory_id": "val-clair"}, "geometry": None},
    ],
    ids=["no properties", "no points", "no geometry"],
)
def test_a_contour_that_lacks_its_parts_is_refused(invented: Invented, feature: dict):
    invented.write(CONTOURS, json.dumps({"features": [feature]}))
    with pytest.raises(SourceError):
        read_contours(invented.path(CONTOURS), {"val-clair"})


def test_the_contours_of_the_house_are_those_of_its_territories():
    features = json.loads((DATA / "reference" / "contours.geojson").read_text("utf-8"))["features"]
    assert len({feature["properties"]["territory_id"] for feature in features}) == len(features) == 4


# Dates


@pytest.mark.parametrize(
    ("precision", "label"),
    [
        ("jour", "13 juillet 2018"),
        ("jour-au-plus-tot", "13 juillet 2018 au plus tôt"),
        ("annee-environ", "vers 2018 (non daté)"),
        ("annee-au-plus-tot", "2018 au plus tôt (non daté)"),
    ],
)
def test_a_date_says_how_sure_it_is(precision: str, label: str):
    assert date_label(datetime.date(2018, 7, 13), precision) == label


def test_every_precision_has_its_words_and_no_date_says_so():
    for precision in DATE_PRECISIONS:
        assert "2020" in date_label(datetime.date(2020, 3, 1), precision)
        assert date_label(None, precision) == "non daté"


def test_the_first_of_a_month_is_written_as_the_french_do():
    assert day(datetime.date(2020, 3, 1)) == "1er mars 2020"
    assert day(datetime.date(2020, 12, 2)) == "2 décembre 2020"


def test_a_document_that_bears_no_date_says_so_in_the_database(connection):
    labels = dict(rows(connection, "SELECT document_id, date_label FROM document"))
    assert "non daté" in labels["midi-quercy-chantiers"]
    assert "non daté" in labels["coeur-de-lorraine-projet"]
    assert labels["cahors-coeur-de-ville"] == "13 juillet 2018"
    assert labels["porte-du-hainaut-diagnostic"] == "4 juillet 2022"


def test_a_document_without_a_date_is_built_as_undated(invented: Invented):
    invented.replace("documents/val-plan/source.toml", "published_on = 2022-05-01\n", "")
    invented.build()
    with duckdb.connect(str(invented.database), read_only=True) as connection:
        assert connection.execute(
            "SELECT published_on, date_label FROM document WHERE document_id = 'val-plan'"
        ).fetchone() == (None, "non daté")
