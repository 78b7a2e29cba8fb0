"""Who the programme is for: the Rome IV criteria, and alarm features that a clinician must clear first."""

from __future__ import annotations

from varde.plugin.instruments import Band, Context, Instrument, Item, Licence, Outcome, Text, Values, yes_no_items

ASSOCIATIONS = ("assoc_defecation", "assoc_frequency", "assoc_form")
_NEEDED = ("pain_days_week", *ASSOCIATIONS, "onset_months")


def rome_iv(values: Values, _context: Context) -> Outcome:
    """Rome IV: pain at least weekly, two of three associations, onset at least six months ago; then the subtype.

    The subtype looks at days with abnormal stools: more than 25 % hard and not loose is C, the reverse D, both M,
    neither U. It is left out unless the criteria are met and both percentages are known.
    """
    missing = sum(key not in values for key in _NEEDED)
    known = [values[key] for key in ASSOCIATIONS if key in values]
    subscores = {"n_associations": sum(known) if len(known) == len(ASSOCIATIONS) else None}
    if missing:
        return Outcome("not_scored", subscores=subscores, n_missing=missing)
    met = values["pain_days_week"] >= 1 and sum(known) >= 2 and values["onset_months"] >= 6
    band = _subtype(values.get("pct_hard"), values.get("pct_loose")) if met else None
    return Outcome("scored", subscores=subscores, band=band, flags={"meets_rome4": met})


def _subtype(hard: float | None, loose: float | None) -> str | None:
    if hard is None or loose is None:
        return None
    return {(True, False): "IBS-C", (False, True): "IBS-D", (True, True): "IBS-M"}.get((hard > 25, loose > 25), "IBS-U")


def _number(key: str, high: float, label: Text, unit: Text, *, whole: bool = False) -> Item:
    return Item(key, "integer" if whole else "number", 0, high, label, unit=unit)


_PERCENT = Text("prosent", "prosent", "per cent")

ROME_IV_IBS = Instrument(
    key="rome-iv-ibs",
    title=Text("Roma IV: kjennetegn på IBS", "Roma IV: kjenneteikn på IBS", "Rome IV: signs of IBS"),
    recall=Text("De siste tre månedene", "Dei siste tre månadene", "The last three months"),
    items=(
        _number(
            "pain_days_week",
            7,
            Text(
                "Hvor mange dager i uken har du vanligvis vondt i magen?",
                "Kor mange dagar i veka har du til vanleg vondt i magen?",
                "On how many days a week do you usually have belly pain?",
            ),
            Text("dager i uken", "dagar i veka", "days a week"),
        ),
        *yes_no_items(
            {
                "assoc_defecation": (
                    "Blir smertene bedre eller verre når du går på do?",
                    "Blir smertene betre eller verre når du går på do?",
                    "Does the pain get better or worse when you go to the toilet?",
                ),
                "assoc_frequency": (
                    "Går du oftere eller sjeldnere på do enn før smertene begynte?",
                    "Går du oftare eller sjeldnare på do enn før smertene byrja?",
                    "Do you go to the toilet more or less often than before the pain began?",
                ),
                "assoc_form": (
                    "Er avføringen løsere eller hardere enn før smertene begynte?",
                    "Er avføringa lausare eller hardare enn før smertene byrja?",
                    "Are your stools looser or harder than before the pain began?",
                ),
            }
        ),
        _number(
            "onset_months",
            1200,
            Text(
                "Hvor mange måneder er det siden plagene begynte?",
                "Kor mange månader er det sidan plagene byrja?",
                "How many months ago did the symptoms begin?",
            ),
            Text("måneder", "månader", "months"),
            whole=True,
        ),
        _number(
            "pct_hard",
            100,
            Text(
                "Dager med unormal avføring: hvor stor del av dem var den hard?",
                "Dagar med unormal avføring: kor stor del av dei var ho hard?",
                "Of the days with abnormal stools, on how many were they hard?",
            ),
            _PERCENT,
        ),
        _number(
            "pct_loose",
            100,
            Text(
                "Dager med unormal avføring: hvor stor del av dem var den løs?",
                "Dagar med unormal avføring: kor stor del av dei var ho laus?",
                "Of the days with abnormal stools, on how many were they loose?",
            ),
            _PERCENT,
        ),
    ),
    direction="",
    bands=(
        Band("IBS-C", Text("Mest treg mage", "Mest treg mage", "Mostly constipation")),
        Band("IBS-D", Text("Mest diaré", "Mest diaré", "Mostly diarrhoea")),
        Band("IBS-M", Text("Vekslende", "Vekslande", "Mixed")),
        Band("IBS-U", Text("Uten fast mønster", "Utan fast mønster", "Unclassified")),
    ),
    words=(
        (
            "n_associations",
            Text("Kjennetegn til stede, av tre", "Kjenneteikn til stades, av tre", "Signs present, of three"),
        ),
        ("meets_rome4", Text("Oppfyller Roma IV", "Oppfyller Roma IV", "Meets Rome IV")),
    ),
    licence=Licence("permission", "Rome Foundation", "The questionnaires are licensed; the criteria are plain facts."),
    proposed=("missing", "bands"),
    custom=rome_iv,
)

_ALARMS = yes_no_items(
    {
        "new_onset_ge50": (
            "Begynte plagene etter at du fylte 50 år?",
            "Byrja plagene etter at du fylte 50 år?",
            "Did the symptoms begin when you were 50 or older?",
        ),
        "rectal_bleeding": (
            "Har du hatt blod i avføringen, eller helt svart avføring?",
            "Har du hatt blod i avføringa, eller heilt svart avføring?",
            "Have you had blood in your stools, or pitch-black stools?",
        ),
        "weight_loss": (
            "Har du gått ned i vekt uten å prøve på det?",
            "Har du gått ned i vekt utan å prøve på det?",
            "Have you lost weight without trying to?",
        ),
        "anaemia": (
            "Har du fått vite at du har lav blodprosent eller lite jern?",
            "Har du fått vite at du har låg blodprosent eller lite jern?",
            "Have you been told that your blood count or your iron is low?",
        ),
        "nocturnal": (
            "Vekker mageplagene deg om natten?",
            "Vekkjer mageplagene deg om natta?",
            "Do bowel symptoms wake you at night?",
        ),
        "fever": (
            "Har du feber sammen med mageplagene?",
            "Har du feber saman med mageplagene?",
            "Do you have a fever along with the bowel symptoms?",
        ),
        "mass": (
            "Har du eller legen kjent en kul i magen?",
            "Har du eller legen kjent ein kul i magen?",
            "Have you or a doctor felt a lump in your belly?",
        ),
        "fam_crc": (
            "Har noen i nær familie hatt tarmkreft?",
            "Har nokon i nær familie hatt tarmkreft?",
            "Has anyone in your close family had bowel cancer?",
        ),
        "fam_ibd": (
            "Har noen i nær familie Crohns sykdom eller ulcerøs kolitt?",
            "Har nokon i nær familie Crohns sjukdom eller ulcerøs kolitt?",
            "Has anyone in your close family Crohn's disease or ulcerative colitis?",
        ),
        "fam_coeliac": (
            "Har noen i nær familie cøliaki?",
            "Har nokon i nær familie cøliaki?",
            "Has anyone in your close family coeliac disease?",
        ),
        "fam_ovarian": (
            "Har noen i nær familie hatt kreft i eggstokkene?",
            "Har nokon i nær familie hatt kreft i eggstokkane?",
            "Has anyone in your close family had ovarian cancer?",
        ),
        "recent_antibiotics_or_travel": (
            "Begynte det etter en antibiotikakur eller en infeksjon på reise?",
            "Byrja det etter ein antibiotikakur eller ein infeksjon på reise?",
            "Did it begin after antibiotics, or an infection while travelling?",
        ),
        "raised_crp_or_calprotectin": (
            "Har prøver vist betennelse (CRP eller kalprotektin)?",
            "Har prøver vist betennelse (CRP eller kalprotektin)?",
            "Have tests shown inflammation (CRP or calprotectin)?",
        ),
        "jaundice_or_dysphagia": (
            "Har du hatt gul hud eller vansker med å svelge?",
            "Har du hatt gul hud eller vanskar med å svelgje?",
            "Have you had yellow skin or trouble swallowing?",
        ),
    }
)


def alarm_features(values: Values, _context: Context) -> Outcome:
    """Any yes means that a clinician must look before the start; so does anything left unanswered."""
    positive = sum(values.values())
    missing = len(_ALARMS) - len(values)
    band = "review" if positive else "incomplete" if missing else "clear"
    flags = {"clinician_review": band != "clear"}
    return Outcome("scored", subscores={"n_positive": positive}, band=band, flags=flags, n_missing=missing)


IBS_REDFLAGS = Instrument(
    key="ibs-redflags",
    title=Text(
        "Før du starter: tegn vi må vite om",
        "Før du startar: teikn vi må vite om",
        "Before you start: signs we need to know about",
    ),
    recall=Text("Nå og de siste tre månedene", "No og dei siste tre månadene", "Now and the last three months"),
    items=_ALARMS,
    direction="",
    bands=(
        Band("clear", Text("Ingen tegn", "Ingen teikn", "Clear")),
        Band("incomplete", Text("Ikke alt er besvart", "Ikkje alt er svart på", "Incomplete")),
        Band("review", Text("En behandler må vurdere det", "Ein behandlar må vurdere det", "A clinician must review")),
    ),
    words=(
        ("n_positive", Text("Antall tegn", "Tal på teikn", "Number of signs")),
        (
            "clinician_review",
            Text("En behandler må vurdere det", "Ein behandlar må vurdere det", "A clinician must review"),
        ),
    ),
    licence=Licence("own", "Varde", "Clinical facts in our own words."),
    proposed=("items", "scoring", "bands"),
    custom=alarm_features,
)
