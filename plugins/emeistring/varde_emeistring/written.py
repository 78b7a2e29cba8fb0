"""What invented people of eMeistring write in its exercises, for the demo: of panic as Tor does, of depression as Kaja."""

from __future__ import annotations

from varde.plugin.programmes import Text
from varde.plugin.simulation import InventedEntry

_PANIC_CIRCLES = (
    InventedEntry(
        {
            "situation": Text(
                "På bussen fra jobb. Den ble full på Torget.", "På bussen frå jobb. Han blei full på Torget."
            ),
            "thoughts": Text("Nå besvimer jeg, og alle ser på.", "No svimer eg av, og alle ser på."),
            "body": Text("Hjertet hamret. Så ble jeg svimmel.", "Hjartet hamra. Så blei eg svimmel."),
            "actions": Text("Gikk av to stopp for tidlig.", "Gjekk av to stopp for tidleg."),
            "safety_acts": Text("Holdt i stangen og drakk vann.", "Heldt i stonga og drakk vatn."),
            "distress": 8,
        },
        Text(
            "Du ser hele sirkelen her. Hva tror du hadde skjedd om du ble til Torget var forbi?",
            "Du ser heile sirkelen her. Kva trur du hadde hendt om du blei til Torget var forbi?",
        ),
    ),
    InventedEntry(
        {
            "situation": Text("I kø på butikken, lørdag.", "I kø på butikken, laurdag."),
            "thoughts": Text("Det er noe galt med hjertet.", "Det er noko gale med hjartet."),
            "body": Text("Varm, kort pust, skjelvne hender.", "Varm, kort pust, skjelvne hender."),
            "actions": Text("Ble stående, men så på telefonen.", "Blei ståande, men såg på telefonen."),
            "distress": 6,
        }
    ),
)
_PANIC_LOG = (
    InventedEntry(
        {
            "sensation": Text("Hjertet", "Hjartet"),
            "peak": 85,
            "place": Text("Bussen", "Bussen"),
            "thought": Text("Nå besvimer jeg.", "No svimer eg av."),
            "belief": 90,
            "did": "left",
            "lasted": 15,
            "happened": Text("Gikk av og sto ved et skur. Det ga seg.", "Gjekk av og stod ved eit skur. Det gav seg."),
        },
        Text(
            "Fint at du skrev det med en gang. Det ga seg av seg selv, står det. Legg merke til det.",
            "Fint at du skreiv det med ein gong. Det gav seg av seg sjølv, står det. Legg merke til det.",
        ),
    ),
    InventedEntry(
        {
            "sensation": Text("Pusten", "Pusten"),
            "peak": 60,
            "place": Text("Lunsjrommet", "Lunsjrommet"),
            "thought": Text("Jeg får ikke luft.", "Eg får ikkje luft."),
            "belief": 70,
            "did": "safety",
            "lasted": 10,
            "happened": Text("Satte meg ved døren og spiste ferdig.", "Sette meg ved døra og åt ferdig."),
        }
    ),
    InventedEntry(
        {
            "sensation": Text("Svimmel", "Svimmel"),
            "peak": 55,
            "place": Text("Trappen hjemme", "Trappa heime"),
            "thought": Text("Nå kommer det.", "No kjem det."),
            "belief": 60,
            "did": "stayed",
            "lasted": 8,
            "happened": Text(
                "Ble stående. Det gikk over på åtte minutter.", "Blei ståande. Det gjekk over på åtte minutt."
            ),
        },
        Text(
            "Her ble du, og det gikk over. Det er akkurat dette vi øver på.",
            "Her blei du, og det gjekk over. Det er akkurat dette vi øver på.",
        ),
    ),
    InventedEntry(
        {
            "sensation": Text("Hjertet", "Hjartet"),
            "peak": 45,
            "place": Text("Møte på jobben", "Møte på jobben"),
            "thought": Text("De ser det på meg.", "Dei ser det på meg."),
            "belief": 40,
            "did": "stayed",
            "lasted": 6,
            "happened": Text(
                "Ingen sa noe. Jeg hadde fått for lite søvn.", "Ingen sa noko. Eg hadde fått for lite søvn."
            ),
        }
    ),
)
_PANIC_GOALS = (
    InventedEntry(
        {
            "goal": Text("Jeg vil ta bussen hele veien til jobb", "Eg vil ta bussen heile vegen til jobb"),
            "sign": Text("Jeg går av der jeg skal, to dager på rad.", "Eg går av der eg skal, to dagar på rad."),
            "importance": 9,
            "confidence": 5,
        },
        Text(
            "Et tydelig mål. Vi begynner med to stopp, og så ser vi på tallet igjen.",
            "Eit tydeleg mål. Vi byrjar med to stopp, og så ser vi på talet igjen.",
        ),
    ),
    InventedEntry(
        {
            "goal": Text("Jeg vil spise lunsj midt i rommet", "Eg vil ete lunsj midt i rommet"),
            "importance": 6,
            "confidence": 7,
        }
    ),
)
_PANIC_THOUGHTS = (
    InventedEntry(
        {
            "situation": Text("Bussen, tirsdag morgen.", "Bussen, tysdag morgon."),
            "feeling": "afraid",
            "strength": 80,
            "thought": Text("Nå besvimer jeg.", "No svimer eg av."),
            "belief": 90,
            "speaks_for": Text("Jeg er svimmel, og det svartner litt.", "Eg er svimmel, og det svartnar litt."),
            "speaks_against": Text(
                "Jeg har hatt rundt tretti anfall og aldri besvimt.",
                "Eg har hatt rundt tretti anfall og aldri svima av.",
            ),
            "other_view": Text(
                "Jeg puster fort fordi jeg er redd. Da blir en svimmel.",
                "Eg pustar fort fordi eg er redd. Då blir ein svimmel.",
            ),
            "belief_after": 55,
            "deed": Text("Bli sittende ett stopp til.", "Bli sitjande eitt stopp til."),
        },
        Text(
            "Tretti mot null. Skriv det tallet på en lapp, så prøver vi det i kroppen i neste modul.",
            "Tretti mot null. Skriv det talet på ein lapp, så prøver vi det i kroppen i neste modul.",
        ),
    ),
    InventedEntry(
        {
            "situation": Text("Hjemme, like før jeg sovnet.", "Heime, like før eg sovna."),
            "feeling": "afraid",
            "strength": 60,
            "thought": Text("Hjertet stopper i natt.", "Hjartet stoppar i natt."),
            "belief": 50,
            "speaks_against": Text("Legen har sett på det i høst.", "Legen har sett på det i haust."),
            "belief_after": 30,
        }
    ),
)
_PANIC_TRIALS = (
    InventedEntry(
        {
            "thought": Text("Går jeg fort opp trappen, faller jeg om.", "Går eg fort opp trappa, fell eg om."),
            "belief": 70,
            "deed": Text("Gå til fjerde i vanlig fart.", "Gå til fjerde i vanleg fart."),
            "occasion": Text("Oppgangen hjemme, etter jobb.", "Oppgangen heime, etter jobb."),
            "dropped": Text("Lar være å holde i rekkverket.", "Lèt vere å halde i rekkverket."),
            "prediction": Text("Jeg må sette meg før tredje.", "Eg må setje meg før tredje."),
            "outcome": Text(
                "Andpusten og varm på toppen. Sto der i ett minutt.",
                "Andpusten og varm på toppen. Stod der i eitt minutt.",
            ),
            "belief_after": 35,
            "learnt": Text("Det ligner, men det er bare trappen.", "Det liknar, men det er berre trappa."),
        },
        Text("Godt sett: Det ligner. Det tar vi med videre.", "Godt sett: Det liknar. Det tek vi med vidare."),
    ),
)
_PANIC_BODY = (
    InventedEntry(
        {
            "which": "run",
            "feared": Text("At jeg besvimer på stuegulvet.", "At eg svimer av på stovegolvet."),
            "belief": 75,
            "times": 1,
            "sensation": Text("Hjertet hamret, varm i ansiktet.", "Hjartet hamra, varm i andletet."),
            "strength": 70,
            "fear": 75,
            "likeness": 80,
            "happened": "no",
            "stopped": True,
            "learnt": Text(
                "Stoppet etter 20 sekunder. Hjertet roet seg selv.", "Stoppa etter 20 sekund. Hjartet roa seg sjølv."
            ),
        },
        Text(
            "20 sekunder er en start. Gjør det samme i morgen, og skriv hva du spår før du begynner.",
            "20 sekund er ein start. Gjer det same i morgon, og skriv kva du spår før du byrjar.",
        ),
    ),
    InventedEntry(
        {
            "which": "run",
            "feared": Text("At jeg besvimer.", "At eg svimer av."),
            "belief": 60,
            "times": 1,
            "sensation": Text("Hjertebank og litt svimmel.", "Hjartebank og litt svimmel."),
            "strength": 65,
            "fear": 60,
            "likeness": 70,
            "happened": "no",
            "stopped": True,
            "learnt": Text("Holdt ut i 40 sekunder.", "Heldt ut i 40 sekund."),
        }
    ),
    InventedEntry(
        {
            "which": "swallow",
            "feared": Text("At jeg ikke får svelget igjen.", "At eg ikkje får svelgja igjen."),
            "belief": 30,
            "times": 3,
            "sensation": Text("Klump i halsen.", "Klump i halsen."),
            "strength": 35,
            "fear": 25,
            "likeness": 20,
            "happened": "no",
            "stopped": False,
            "learnt": Text("Ubehagelig, men det ga seg fort.", "Ubehageleg, men det gav seg fort."),
        }
    ),
)
_HEAVY_CIRCLES = (
    InventedEntry(
        {
            "situation": Text("Hjemme, søndag kveld.", "Heime, søndag kveld."),
            "thoughts": Text("Alle andre får det til.", "Alle andre får det til."),
            "body": Text("Tung, som bly i beina.", "Tung, som bly i beina."),
            "actions": Text(
                "La meg på sofaen og svarte ikke på telefonen.", "La meg på sofaen og svara ikkje på telefonen."
            ),
            "distress": 8,
        },
        Text(
            "Takk for at du viste meg den. Vi begynner i det nederste hjørnet: det du gjør.",
            "Takk for at du viste meg han. Vi byrjar i det nedste hjørnet: det du gjer.",
        ),
    ),
)
_SAFETY = (
    InventedEntry(
        {
            "signs": Text("Jeg slutter å svare på meldinger.", "Eg sluttar å svare på meldingar."),
            "alone": Text("Gå ut på trappen. Sette på radioen.", "Gå ut på trappa. Setje på radioen."),
            "call": Text("Søsteren min, Anne. Så legevakten.", "Søstera mi, Anne. Så legevakta."),
        }
    ),
)
_GRID = (
    InventedEntry(
        {"what": Text("Frokost i sengen", "Frukost i senga"), "mood": 3, "time": "morning", "pleasure": 2, "mastery": 3}
    ),
    InventedEntry(
        {"what": Text("Lå på sofaen", "Låg på sofaen"), "mood": 2, "time": "midday", "pleasure": 1, "mastery": 0}
    ),
    InventedEntry(
        {
            "what": Text("Hentet pakke på butikken", "Henta pakke på butikken"),
            "mood": 4,
            "time": "afternoon",
            "mastery": 6,
        },
        Text(
            "Butikken ga 4. Hva var der, som ikke var på sofaen?",
            "Butikken gav 4. Kva var der, som ikkje var på sofaen?",
        ),
    ),
    InventedEntry(
        {"what": Text("Serie på telefonen", "Serie på telefonen"), "mood": 2, "time": "evening", "pleasure": 3}
    ),
    InventedEntry(
        {"what": Text("Snakket med Anne", "Snakka med Anne"), "mood": 5, "time": "evening", "pleasure": 5, "mastery": 4}
    ),
    InventedEntry({"what": Text("Ryddet en skuff", "Rydda ein skuff"), "mood": 3, "time": "midday", "mastery": 5}),
    InventedEntry(
        {"what": Text("Våken i sengen", "Vaken i senga"), "mood": 1, "time": "night", "pleasure": 0, "mastery": 0}
    ),
)
_HEAVY_GOALS = (
    InventedEntry(
        {
            "goal": Text("Stå opp før ni på hverdager", "Stå opp før ni på kvardagar"),
            "sign": Text("Kaffen er laget før ni, tre dager.", "Kaffien er laga før ni, tre dagar."),
            "importance": 7,
            "confidence": 5,
        },
        Text(
            "Det kan en annen se. Begynn med én dag, og kryss av.",
            "Det kan ein annan sjå. Byrj med éin dag, og kryss av.",
        ),
    ),
    InventedEntry(
        {"goal": Text("Ringe Anne på søndager", "Ringje Anne på søndagar"), "importance": 8, "confidence": 7}
    ),
)
_SMALL_STEPS = (
    InventedEntry(
        {
            "activity": Text("Rydde én skuff", "Rydde éin skuff"),
            "on": 1,
            "at": "11:00",
            "area": "home",
            "size": "small",
            "obstacle": Text("At jeg har sovet dårlig", "At eg har sove dårleg"),
            "smaller": Text("Ta opp én ting", "Ta opp éin ting"),
        }
    ),
)
_FILM_AND_FOLK = (
    InventedEntry(
        {
            "situation": Text("Lunsjen, tre ved bordet.", "Lunsjen, tre ved bordet."),
            "thoughts": Text("De synes jeg er rar.", "Dei synest eg er rar."),
            "body": Text("Varm i kinnene.", "Varm i kinna."),
            "actions": Text("Svarte kort og så ned.", "Svara kort og såg ned."),
            "distress": 7,
        }
    ),
)

WRITTEN: dict[str, tuple[InventedEntry, ...]] = {
    "understanding-panic/my-circle": _PANIC_CIRCLES,
    "understanding-social-anxiety/my-circle": _FILM_AND_FOLK,
    "understanding-depression/my-circle": _HEAVY_CIRCLES,
    "panic-mapping/panic-log": _PANIC_LOG,
    "panic-mapping/my-goals": _PANIC_GOALS,
    "panic-thoughts/thought-record": _PANIC_THOUGHTS,
    "panic-thoughts/experiment": _PANIC_TRIALS,
    "panic-body/bodily-exercises": _PANIC_BODY,
    "understanding-depression/safety-plan": _SAFETY,
    "depression-week/week-grid": _GRID,
    "depression-week/my-goals": _HEAVY_GOALS,
    "depression-small-steps/activity-plan": _SMALL_STEPS,
}
"""By module and step, entry by entry."""
