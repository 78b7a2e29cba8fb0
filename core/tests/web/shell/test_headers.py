"""What every answer tells the browser to hold to, on every address that the application has."""

from __future__ import annotations

from pathlib import Path

from varde.testing.house import all_samples, make_house, sqlite_url

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def test_every_answer_has_them(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    staff = house.browser(house.person("Maren", "Aas", ("therapist", house.clinic), ("head", house.clinic)), staff=True)
    seen = 0
    for rule in house.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.arguments:
            continue
        headers = staff.get(rule.rule).headers
        assert {name: headers.get(name) for name in ALWAYS} == ALWAYS, rule.rule
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), rule.rule
        assert "base-uri 'none'" in policy, rule.rule
        assert "camera=" in headers["Permissions-Policy"], rule.rule
        assert headers["Cache-Control"] == "no-store" or "public" in headers["Cache-Control"], rule.rule
        seen += 1
    assert seen > 40
