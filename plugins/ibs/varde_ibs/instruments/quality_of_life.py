"""What the bowel does to daily life: IBS-QOL."""

from __future__ import annotations

from varde.plugin.instruments import Instrument, Licence, Responder, Scale, Text, choice_items, choices

_LABELS = {
    "q1": ("Jeg står hjelpeløs overfor magen", "Eg står hjelpelaus overfor magen", "I stand helpless before my bowel"),
    "q2": ("Lukt fra magen gjør meg brydd", "Lukt frå magen gjer meg brydd", "Smells from my bowel make me shy"),
    "q3": ("Mye av dagen går med på do", "Mykje av dagen går med på do", "Much of my day goes by in the toilet"),
    "q4": (
        "Magen får meg til å føle meg utsatt for sykdom",
        "Magen får meg til å kjenne meg utsett for sjukdom",
        "My bowel makes me feel an easy prey to illness",
    ),
    "q5": (
        "Jeg liker ikke hvor oppblåst jeg ser ut",
        "Eg liker ikkje kor oppblåsen eg ser ut",
        "I dislike how bloated I look",
    ),
    "q6": (
        "Magen tar fra meg styringen på livet",
        "Magen tek frå meg styringa på livet",
        "My bowel takes the steering of my life from me",
    ),
    "q7": ("Gledene i livet er blitt færre", "Gledene i livet er blitt færre", "The pleasures of life are fewer now"),
    "q8": (
        "Magen er et vanskelig tema å ta opp",
        "Magen er eit vanskeleg tema å ta opp",
        "My bowel is a hard subject to bring up",
    ),
    "q9": ("Magen gjør meg nedfor", "Magen gjer meg nedfor", "My bowel gets me down"),
    "q10": ("Magen gjør meg ensom", "Magen gjer meg einsam", "My bowel leaves me alone and apart"),
    "q11": (
        "Jeg passer på å ikke spise for mye om gangen",
        "Eg passar på å ikkje ete for mykje om gongen",
        "I am careful not to eat too much at a time",
    ),
    "q12": ("Magen forstyrrer sexlivet", "Magen forstyrrar sexlivet", "My bowel disturbs my sex life"),
    "q13": ("Jeg blir sint på magen", "Eg blir sint på magen", "I get angry with my bowel"),
    "q14": (
        "Jeg tror magen min er til bry for andre",
        "Eg trur magen min er til bry for andre",
        "I think my bowel is a bother to others",
    ),
    "q15": (
        "Tanken på at det blir verre, følger meg",
        "Tanken på at det blir verre, følgjer meg",
        "The thought of it getting worse stays with me",
    ),
    "q16": (
        "Lunten er kortere når magen plager meg",
        "Lunta er kortare når magen plagar meg",
        "My temper is shorter when my bowel plays up",
    ),
    "q17": (
        "Jeg er redd andre tror jeg overdriver",
        "Eg er redd andre trur eg overdriv",
        "I fear that others think I make too much of it",
    ),
    "q18": (
        "Magen tar tid og krefter fra det jeg skal gjøre",
        "Magen tek tid og krefter frå det eg skal gjere",
        "My bowel takes time and strength from what I have to do",
    ),
    "q19": ("Jeg skjermer magen mot stress", "Eg skjermar magen mot stress", "I shield my bowel from stress"),
    "q20": (
        "Jeg har mindre lyst på sex enn før",
        "Eg har mindre lyst på sex enn før",
        "I feel like sex less than I did",
    ),
    "q21": (
        "Magen styrer hvilke klær jeg kan ha på",
        "Magen styrer kva klede eg kan ha på",
        "My bowel decides which clothes I can wear",
    ),
    "q22": (
        "Jeg tar meg ikke ut fysisk, for magens skyld",
        "Eg tek meg ikkje ut fysisk, for magen si skuld",
        "For the sake of my bowel I do not push my body",
    ),
    "q23": ("Jeg velger mat med omhu", "Eg vel mat med omhu", "I choose my food with care"),
    "q24": (
        "Magen gjør det vanskelig å være med folk jeg ikke kjenner",
        "Magen gjer det vanskeleg å vere med folk eg ikkje kjenner",
        "My bowel makes it hard to be with people I do not know",
    ),
    "q25": ("Magen gjør meg treg og tung", "Magen gjer meg treg og tung", "My bowel makes me feel slow and heavy"),
    "q26": (
        "Magen får meg til å føle meg uren",
        "Magen får meg til å kjenne meg urein",
        "My bowel makes me feel less than clean",
    ),
    "q27": (
        "Lange turer må planlegges rundt magen",
        "Lange turar må planleggjast rundt magen",
        "Long outings must be planned around my bowel",
    ),
    "q28": ("Maten jeg må la være, er et savn", "Maten eg må la vere, er eit sakn", "I miss the food I have to leave"),
    "q29": ("Jeg må ha et toalett i nærheten", "Eg må ha eit toalett i nærleiken", "I need a toilet close by"),
    "q30": (
        "Magen er midtpunktet i livet mitt",
        "Magen er midtpunktet i livet mitt",
        "My bowel is at the centre of my life",
    ),
    "q31": (
        "Jeg er redd for ikke å rekke toalettet",
        "Eg er redd for ikkje å rekke toalettet",
        "I fear not reaching the toilet in time",
    ),
    "q32": (
        "Jeg er redd magen skal stå helt stille",
        "Eg er redd magen skal stå heilt stille",
        "I fear that my bowel will stop working",
    ),
    "q33": (
        "Magen setter de nære forholdene på prøve",
        "Magen set dei nære forholda på prøve",
        "My bowel puts a strain on close ties",
    ),
    "q34": (
        "Jeg føler at andre ikke forstår hvordan jeg har det",
        "Eg kjenner at andre ikkje forstår korleis eg har det",
        "I feel that others do not understand how it is",
    ),
}

_ITEMS = choice_items(
    choices(
        1,
        ("Stemmer ikke", "Stemmer ikkje", "Not true"),
        ("Stemmer litt", "Stemmer litt", "A little true"),
        ("Stemmer delvis", "Stemmer delvis", "Partly true"),
        ("Stemmer godt", "Stemmer godt", "Quite true"),
        ("Stemmer helt", "Stemmer heilt", "Completely true"),
    ),
    _LABELS,
)


def _scale(key: str, label: Text, max_missing: int, *numbers: int) -> Scale:
    return Scale(key, tuple(f"q{number}" for number in numbers), "percent", max_missing, label, ends=(5, 1))


IBS_QOL = Instrument(
    key="ibs-qol",
    title=Text(
        "IBS-QOL: magen og livskvaliteten", "IBS-QOL: magen og livskvaliteten", "IBS-QOL: bowel and quality of life"
    ),
    recall=Text("De siste 30 dagene", "Dei siste 30 dagane", "The last 30 days"),
    question=Text("Hvor godt stemmer dette for deg?", "Kor godt stemmer dette for deg?", "How true is this for you?"),
    items=_ITEMS,
    page_length=12,
    direction="higher_better",
    total=Scale("total", tuple(_LABELS), "percent", 17, ends=(5, 1)),
    subscales=(
        _scale("dysphoria", Text("Nedstemthet", "Nedstemtheit", "Dysphoria"), 4, 1, 6, 7, 9, 10, 13, 16, 30),
        _scale(
            "interference",
            Text("Påvirkning av aktivitetsnivå", "Påverknad av aktivitetsnivå", "Interference"),
            3,
            3,
            18,
            19,
            22,
            27,
            29,
            31,
        ),
        _scale("body_image", Text("Kroppsbilde", "Kroppsbilete", "Body image"), 2, 5, 21, 25, 26),
        _scale("health_worry", Text("Helsebekymring", "Helsebekymring", "Health worry"), 1, 4, 15, 32),
        _scale("food_avoidance", Text("Matunngåelse", "Unngåing av mat", "Food avoidance"), 1, 11, 23, 28),
        _scale(
            "social_reaction", Text("Sosiale reaksjoner", "Sosiale reaksjonar", "Social reaction"), 2, 2, 14, 17, 34
        ),
        _scale("sexual", Text("Seksuell aktivitet", "Seksuell aktivitet", "Sexual activity"), 1, 12, 20),
        _scale("relationships", Text("Relasjoner", "Relasjonar", "Relationships"), 1, 8, 24, 33),
    ),
    total_range=(0, 100),
    responder=Responder("points", 14),
    smallest_change=10,
    licence=Licence(
        "fee", "University of Washington, UNC and Novartis", "A user agreement is needed, and a fee for commercial use."
    ),
    proposed=("items", "missing", "responder", "smallest_change"),
)
