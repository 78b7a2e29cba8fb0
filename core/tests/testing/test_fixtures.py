"""What plugin authors get from ``varde.testing.fixtures``, seen from a test run of their own."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, text

from varde.testing.fixtures import left_out

TWO_THAT_NEED_A_PROGRAM = """
    import pytest
    from varde.testing.servers import MissingProgram

    @pytest.mark.parametrize("n", [1, 2])
    def test_needs_node(node, n): ...

    def test_other():
        pytest.skip("an older SQLite")

    @pytest.mark.xfail
    def test_expected():
        raise AssertionError
"""


def test_a_database_for_each_test_on_both_systems(database_url: str) -> None:
    engine = create_engine(database_url)
    try:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE cairn (height integer)"))
    finally:
        engine.dispose()


test_and_the_next_test_starts_empty = test_a_database_for_each_test_on_both_systems


def test_databases_come_prepared(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("""
        import pytest, sqlite3

        @pytest.fixture(scope="session")
        def prepare_database():
            def prepare(url):
                connection = sqlite3.connect(url.removeprefix("sqlite:///"))
                connection.execute("CREATE TABLE cairn (height integer)")
                connection.close()
            return prepare
    """)
    pytester.makepyfile("""
        import sqlite3
        from contextlib import closing

        def test_prepared(sqlite_database_url):
            with closing(sqlite3.connect(sqlite_database_url.removeprefix("sqlite:///"))) as connection:
                assert connection.execute("SELECT count(*) FROM cairn").fetchone() == (0,)
    """)
    pytester.runpytest("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_what_was_left_out_is_said_plainly(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VARDE_REQUIRE_ALL", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    pytester.makepyfile(TWO_THAT_NEED_A_PROGRAM)
    run = pytester.runpytest("-q", "-p", "no:cacheprovider")
    run.assert_outcomes(skipped=3, xfailed=1)
    run.stdout.fnmatch_lines(
        ["left out: 2 tests that need Node.js: apt-get install nodejs npm", "left out: 1 test: an older SQLite"]
    )


def test_nothing_is_left_out_where_all_is_required(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARDE_REQUIRE_ALL", "1")
    monkeypatch.setenv("PATH", "/nowhere")
    pytester.makepyfile(TWO_THAT_NEED_A_PROGRAM, test_whole_file="import pytest\npytest.importorskip('no_such_module')")
    run = pytester.runpytest("-q", "-p", "no:cacheprovider", "--continue-on-collection-errors")
    run.assert_outcomes(failed=1, errors=3, xfailed=1)
    run.stdout.fnmatch_lines(["*VARDE_REQUIRE_ALL=1 allows no skipping, but this was: needs Node.js*"])


def test_a_test_is_marked_with_what_it_needs(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        def test_page(page): ...
        def test_queue(empty_redis_url): ...
        def test_database(database_url): ...
        def test_sum(): ...
    """)
    run = pytester.runpytest(
        "--collect-only",
        "-q",
        "--strict-markers",
        "-p",
        "no:cacheprovider",
        "-m",
        "not browser and not redis and not postgres",
    )
    run.stdout.fnmatch_lines(["*test_database?sqlite?", "*test_sum", "*2/5 tests collected*"])


@pytest.mark.parametrize(
    ("reasons", "sentences"),
    [
        ([], []),
        (
            ["needs Redis: apt-get install redis-server"],
            ["left out: 1 test that needs Redis: apt-get install redis-server"],
        ),
        (["b", "a", "a"], ["left out: 2 tests: a", "left out: 1 test: b"]),
    ],
)
def test_one_sentence_for_each_reason(reasons: list[str], sentences: list[str]) -> None:
    assert left_out(iter(reasons)) == sentences
