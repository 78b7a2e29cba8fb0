"""Health personnel sign in by what the register says of them, and come in for one thing alone."""

from __future__ import annotations

import pytest

from varde.identity.models import Grant, HealthProfessional, Login, Person

from .conftest import KARI, DemoSite, Visitor

pytestmark = pytest.mark.verification


def test_a_doctor_without_a_role_comes_to_her_referrals(site: DemoSite, visitor: Visitor) -> None:
    answer = visitor.sign_in("helseid", "fastlege")
    assert (answer.status_code, answer.url) == (200, site.base + "/henvis")
    [_maren, doctor] = site.rows(Person)
    assert (doctor.name, doctor.title) == ("Hanne Løvås", "lege")
    [told] = site.rows(HealthProfessional)
    assert (told.person_id, told.number, told.professions) == (doctor.id, "9144897", ["doctor"])
    assert [grant.person_id for grant in site.rows(Grant)] == [_maren.id], "the register gives no role"
    assert visitor.get(site.base + "/arbeidsliste").status_code == 403


def test_a_patient_who_is_a_doctor_is_one_person_with_two_doors(site: DemoSite) -> None:
    known = site.person("Kari Marie", "Fjell-Hansen", KARI)
    assert Visitor(site).sign_in("helseid", "kari-lege").url == site.base + "/henvis"
    assert Visitor(site).sign_in("idporten", "kari").status_code == 200
    [_maren, kari] = site.rows(Person)
    assert (kari.id, kari.name) == (known.id, "Kari Marie Fjell-Hansen")
    assert len(site.rows(Login)) == 2


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("sykepleier", "Leger, kliniske ernæringsfysiologer og fysioterapeuter med HPR-nummer kan henvise her"),
        ("galt-hpr", "HPR-nummeret som HelseID gav oss, er ikke gyldig"),
        ("fremmed", "HelseID kjenner deg, men du har ingen rolle i Varde."),
    ],
)
def test_whoever_may_not_refer_is_told_why_and_nothing_is_kept(
    site: DemoSite, visitor: Visitor, who: str, said: str
) -> None:
    answer = visitor.sign_in("helseid", who)
    assert (answer.status_code, said in answer.text) == (403, True)
    assert (site.count(Person), site.count(HealthProfessional), site.open_sessions()) == (1, 0, [])


def test_a_number_that_is_none_takes_no_role_from_anybody(site: DemoSite, visitor: Visitor) -> None:
    answer = visitor.sign_in("helseid", "maren-galt")
    assert (answer.status_code, site.count(HealthProfessional)) == (200, 0)


def test_what_the_register_says_is_read_anew_each_time(site: DemoSite) -> None:
    Visitor(site).sign_in("helseid", "maren-lege")
    assert [row.number for row in site.rows(HealthProfessional)] == ["9144900"]
    Visitor(site).sign_in("helseid", "maren")
    assert site.rows(HealthProfessional) == []
