"""Whose page it is: every page about a patient stands at the organisation of her enrolment."""

from __future__ import annotations

from flask.testing import FlaskClient

PAGES = (
    "",
    "/varsler",
    "/raad",
    "/sok",
    "/timer",
    "/flytt",
    "/avslutt",
    "/team",
    "/sti",
    "/lekser",
    "/tekster",
    "/skjemaer",
    "/tid",
    "/opplysninger",
    "/beskjeder",
)


def test_every_page_about_a_patient_names_her_clinic_and_leads_to_its_statement(
    therapist: FlaskClient, under_way: int
) -> None:
    for page in PAGES:
        shown = therapist.get(f"/pasient/{under_way}{page}")
        said = shown.get_data(as_text=True)
        assert shown.status_code == 200, page
        assert "<small>Klinikken</small>" in said, page
        assert "?sted=klinikken" in said, page
