"""The very connection that pages ask through is tried with all that DuckDB offers to read, write, load, call or set:
each is refused, and nothing of it is seen, made or changed."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard import base

# {file} is a file that stands there, {folder} the folder that holds it.
READING = (
    *("SELECT * FROM read_csv('{file}')", "SELECT * FROM read_csv_auto('{file}')", "SELECT * FROM sniff_csv('{file}')"),
    *("SELECT * FROM read_text('{file}')", "SELECT * FROM read_blob('{file}')", "SELECT * FROM glob('{folder}/*')"),
    *("SELECT * FROM read_json('{file}')", "SELECT * FROM read_json_auto('{file}')", "SELECT * FROM '{file}'"),
    *("SELECT * FROM read_ndjson('{file}')", "SELECT * FROM read_json_objects('{file}')", "FROM '/etc/passwd'"),
    *("SELECT * FROM read_parquet('{file}')", "SELECT * FROM parquet_scan('{file}')", "FROM read_text('/etc/*')"),
    *("SELECT * FROM parquet_metadata('{file}')", "SELECT * FROM parquet_schema('{file}')", "FROM '{folder}/*.csv'"),
    *("SELECT * FROM parquet_kv_metadata('{file}')", "SELECT * FROM parquet_file_metadata('{file}')"),
    *("SELECT * FROM read_duckdb('{file}')", "FROM read_csv(['{file}'])", "SELECT getenv('HOME')", "FROM '~/.netrc'"),
    *(
        "SELECT * FROM read_text('{folder}/../' || 'x')",
        "FROM read_blob('/proc/self/environ')",
        "FROM '/proc/self/maps'",
    ),
)
HOSTS = (
    *("SELECT * FROM read_csv('https://127.0.0.1:9/x.csv')", "FROM 'http://127.0.0.1:9/x.parquet'"),
    *("FROM read_text('s3://bucket/x')", "FROM read_parquet('hf://datasets/x/y.parquet')", "FROM 'ftp://127.0.0.1/x'"),
    *("ATTACH 'https://127.0.0.1:9/x.duckdb' AS x", "ATTACH 'postgres:host=127.0.0.1' AS x (TYPE postgres)"),
    *("ATTACH 'mysql:host=127.0.0.1' AS x (TYPE mysql)", "CREATE SECRET (TYPE s3, KEY_ID 'x', SECRET 'y')"),
)
WRITING = (
    *("COPY territory TO '{folder}/x.csv'", "COPY (SELECT 1) TO '{folder}/x.parquet'", "EXPORT DATABASE '{folder}/x'"),
    *("COPY (SELECT 1) TO '/dev/stdout'", "IMPORT DATABASE '{folder}'", "COPY build FROM '{file}'"),
    *(
        "ATTACH '{folder}/x.duckdb'",
        "ATTACH '{folder}/x.sqlite' AS x (TYPE sqlite)",
        "COPY FROM DATABASE plans TO memory",
    ),
    *(
        "CREATE TABLE plans.main.x (a INT)",
        "INSERT INTO build SELECT * FROM build",
        "DELETE FROM action",
        "DROP VIEW v",
    ),
    *("UPDATE build SET version = 'x'", "ALTER TABLE build ADD COLUMN x INT", "DROP TABLE action", "TRUNCATE action"),
    *("CREATE OR REPLACE MACRO plans.main.m() AS 1", "COMMENT ON TABLE action IS 'x'"),
    *("CREATE INDEX i ON action (title)", "CREATE SCHEMA plans.x", "CREATE TYPE plans.main.t AS ENUM ('x')"),
)
LOADING = (
    *("INSTALL httpfs", "LOAD httpfs", "LOAD '{file}'", "INSTALL spatial FROM community", "FORCE INSTALL json"),
    *("INSTALL x FROM '{folder}'", "UPDATE EXTENSIONS", "LOAD shellfs"),
)
SETTING = (
    *("SET enable_external_access = true", "SET lock_configuration = false", "RESET lock_configuration"),
    *("SET memory_limit = '1GB'", "SET GLOBAL threads = 1", "PRAGMA threads = 1", "PRAGMA memory_limit = '1GB'"),
    *(
        "SET allow_unsigned_extensions = true",
        "SET autoload_known_extensions = true",
        "RESET ALL",
        "SET home_directory = '/'",
    ),
    *("SET temp_directory = '{folder}/x'", "SET extension_directory = '{folder}'", "SET custom_user_agent = 'x'"),
    *("SET allowed_directories = ['/']", "SET allowed_paths = ['{file}']", "SET log_query_path = '{folder}/x.log'"),
    *("PRAGMA enable_profiling", "SET profile_output = '{folder}/x.json'", "PRAGMA profile_output = '{folder}/x.json'"),
    *("PRAGMA enable_logging", "CALL enable_logging(storage_path = '{folder}/x')", "SET enable_logging = true"),
    *("SET secret_directory = '{folder}'", "SET file_search_path = '/'", "SET http_proxy = '127.0.0.1:9'"),
)
EVERY = [*READING, *HOSTS, *WRITING, *LOADING, *SETTING]


@pytest.mark.parametrize("statement", EVERY)
def test_what_is_no_question_to_the_base_is_refused(statement: str, database: Path, tmp_path: Path) -> None:
    readable = tmp_path / "readable.csv"
    readable.write_text("a\nxylophone\n", "utf-8")
    before = database.read_bytes()
    with base.connect(database) as connection, pytest.raises(duckdb.Error) as refused:
        connection.execute(statement.format(folder=tmp_path.as_posix(), file=readable.as_posix())).fetchall()
    assert "xylophone" not in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["readable.csv"]
    assert database.read_bytes() == before


def test_a_frame_of_the_program_is_no_table_of_the_reader(database: Path) -> None:
    """The library would read variables of the code that asks by their names."""
    frame_of_the_program = pd.DataFrame({"a": [1]})
    with base.connect(database) as connection, pytest.raises(duckdb.Error):
        connection.execute("SELECT * FROM frame_of_the_program").fetchall()
    assert len(frame_of_the_program)


def test_the_settings_that_say_so_are_set_on_every_connection(database: Path) -> None:
    asked = "SELECT current_setting('enable_external_access'), current_setting('lock_configuration')"
    for _ in range(3):
        with base.connect(database) as connection:
            assert connection.execute(asked).fetchone() == (False, True)
