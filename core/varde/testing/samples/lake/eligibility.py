"""Whom the round of the lake is for. A sign of danger leads to a look by the guide and advice, never to a refusal."""

from __future__ import annotations

from varde.plugin.programmes import Criterion, Eligibility, Text, is_true, when
from varde.testing.samples import AGE, ASSURANCE, yes_no

_SIGNS = {
    "alarm_ice": (Text("Tynn is", "Tynn is", "Thin ice"), "isen er tynn", "isen er tynn", "the ice is thin"),
    "alarm_storm": (Text("Storm", "Storm", "Storm"), "det stormer", "det stormar", "there is a storm"),
    "alarm_fog": (Text("Tåke", "Skodde", "Fog"), "det er tåke", "det er skodde", "there is fog"),
    "alarm_current": (Text("Strøm", "Straum", "Current"), "vannet strømmer", "vatnet straumar", "the water runs"),
}

FACTS = (
    AGE,
    yes_no(
        "has_map", Text("Har kart", "Har kart", "Has a map"), Text("Har du kart?", "Har du kart?", "Do you have a map?")
    ),
    ASSURANCE,
    yes_no(
        "reads_norwegian",
        Text("Leser norsk", "Les norsk", "Reads Norwegian"),
        Text("Kan du lese norsk?", "Kan du lese norsk?", "Can you read Norwegian?"),
    ),
    yes_no(
        "willing",
        Text("Vil ro selv", "Vil ro sjølv", "Wants to row"),
        Text(
            "Du ror selv, omtrent én time i uken. Vil du det?",
            "Du ror sjølv, om lag éin time i veka. Vil du det?",
            "You row yourself, about an hour a week. Do you want that?",
        ),
    ),
    *(
        yes_no(key, label, Text(f"Merker du at {nb}?", f"Merkar du at {nn}?", f"Do you notice that {en}?"), safety=True)
        for key, (label, nb, nn, en) in _SIGNS.items()
    ),
    yes_no(
        "cannot_swim",
        Text("Kan ikke svømme", "Kan ikkje symje", "Cannot swim"),
        Text("Er du en som ikke kan svømme?", "Er du ein som ikkje kan symje?", "Are you someone who cannot swim?"),
        safety=True,
    ),
    yes_no(
        "fears_water",
        Text("Redd for vann", "Redd for vatn", "Afraid of water"),
        Text("Er du redd for vann?", "Er du redd for vatn?", "Are you afraid of water?"),
        safety=True,
    ),
)

_ASK_FIRST = Text(
    "Snakk med båtvakten om dette, gjerne før du begynner. Du kan sende påmeldingen nå.",
    "Snakk med båtvakta om dette, gjerne før du byrjar. Du kan sende påmeldinga no.",
    "Talk to the boat keeper about this, preferably before you start. You can send the form now.",
)

ELIGIBILITY = Eligibility(
    facts=FACTS,
    require=(
        Criterion(
            "age",
            when("age", ">=", 18),
            Text(
                "Vannrunden er for voksne fra 18 år, så spør båtvakten hva som passer for deg nå.",
                "Vannrunden er for vaksne frå 18 år, så spør båtvakta kva som passar for deg no.",
                "The round is for adults from 18 years, so ask the boat keeper what suits you now.",
            ),
        ),
        Criterion(
            "has_map",
            is_true("has_map"),
            Text(
                "Du må ha kart før du kan begynne, så hent gjerne et hos båtvakten.",
                "Du må ha kart før du kan byrje, så hent gjerne eit hos båtvakta.",
                "You must have a map before you can start, so do get one from the boat keeper.",
            ),
        ),
        Criterion(
            "assurance",
            when("assurance", "==", "high"),
            Text(
                "Du trenger en sterk innlogging, fordi det du skriver, er ditt.",
                "Du treng ei sterk innlogging, fordi det du skriv, er ditt.",
                "You need a strong sign-in, because what you write is yours.",
            ),
        ),
        Criterion(
            "reads_norwegian",
            is_true("reads_norwegian"),
            Text(
                "Vannrunden finnes bare på norsk, så spør om hjelp på et språk du leser.",
                "Vannrunden finst berre på norsk, så spør om hjelp på eit språk du les.",
                "The round is in Norwegian only, so ask for help in a language you read.",
            ),
        ),
        Criterion(
            "willing",
            is_true("willing"),
            Text(
                "Her ror du selv, så meld deg gjerne på igjen når det passer bedre.",
                "Her ror du sjølv, så meld deg gjerne på igjen når det passar betre.",
                "Here you row yourself, so you are welcome to apply again when it suits you better.",
            ),
        ),
    ),
    review=(
        *(
            Criterion(
                key,
                is_true(key),
                Text(
                    f"Du svarte at {nb}, så en veileder ser på det før du begynner.",
                    f"Du svarte at {nn}, så ein rettleiar ser på det før du byrjar.",
                    f"You answered that {en}, so a guide looks at it before you start.",
                ),
                _ASK_FIRST,
            )
            for key, (_, nb, nn, en) in _SIGNS.items()
        ),
        Criterion(
            "cannot_swim",
            is_true("cannot_swim"),
            Text(
                "Du kan ikke svømme, så en veileder ser sammen med deg på hva som er trygt nå.",
                "Du kan ikkje symje, så ein rettleiar ser saman med deg på kva som er trygt no.",
                "You cannot swim, so a guide looks with you at what is safe now.",
            ),
            Text("Ta på redningsvest.", "Ta på redningsvest.", "Put on a life jacket."),
        ),
        Criterion(
            "fears_water",
            is_true("fears_water"),
            Text(
                "Du er redd for vann, så en veileder ser på hva som er trygt for deg.",
                "Du er redd for vatn, så ein rettleiar ser på kva som er trygt for deg.",
                "You are afraid of water, so a guide looks at what is safe for you.",
            ),
        ),
    ),
)
