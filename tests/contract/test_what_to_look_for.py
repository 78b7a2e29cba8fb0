"""What whoever reads the homework of an installed programme looks for: how many lines, and how the first begins, by hand."""

from __future__ import annotations

from varde.programmes.values import Exercise, Programme
from varde.testing.by_hand import cells_of
from varde.testing.house import everything_installed

LOOKED_FOR = """
programme   | module                       | lines | begins
emeistring  | understanding-panic          | 4     | Brystsmerter
emeistring  | panic-mapping                | 3     | Går med benzodiazepiner
emeistring  | panic-thoughts               | 1     | Diskuterer
emeistring  | panic-body                   | 3     | Stopper alltid
emeistring  | panic-safety-acts            | 1     | Et grep
emeistring  | panic-going-out              | 2     | Går hver gang
emeistring  | panic-going-further          | 2     | Brå økning
emeistring  | panic-plan                   | 1     | En plan
emeistring  | panic-longer                 | 1     | Tvil
emeistring  | understanding-social-anxiety | 4     | Depresjon
emeistring  | social-mapping               | 2     | Målet
emeistring  | social-outward               | 1     | Prøver
emeistring  | social-film                  | 2     | Ser filmen
emeistring  | social-experiments           | 1     | Unngåelse
emeistring  | social-going-out             | 2     | Alkohol
emeistring  | social-before-after          | 2     | Selvhat
emeistring  | social-plan                  | 1     | En plan
emeistring  | social-longer                | 1     | Traumer
emeistring  | understanding-depression     | 5     | Svaret på PHQ-9
emeistring  | depression-week              | 4     | Bare nuller
emeistring  | depression-small-steps       | 3     | For store steg
emeistring  | depression-what-matters      | 2     | Gjør bare
emeistring  | depression-thoughts          | 2     | Skyldfølelse
emeistring  | depression-sleep             | 2     | Søvnvindu
emeistring  | depression-people            | 1     | Vold eller gjeldskrise
emeistring  | depression-plan              | 2     | Svaret på PHQ-9
emeistring  | more-exercises               | 0     |
frisklivs   | health-conversation          | 4     | Brystsmerter
frisklivs   | activity                     | 5     | Trykk i brystet
frisklivs   | food                         | 2     | Spiseforstyrrelse
frisklivs   | sleep                        | 1     | Pustestopp
frisklivs   | tobacco                      | 3     | Graviditet
frisklivs   | alcohol                      | 6     | AUDIT 20
frisklivs   | strain-and-mood              | 3     | WHO-5
frisklivs   | pain-and-joints              | 1     | Et av tegnene
frisklivs   | keeping-going                | 1     | Motivasjon
frisklivs   | maintenance                  | 0     |
frisklivs   | more-exercises               | 0     |
ibs         | know-your-gut                | 4     | Alarmtegn
ibs         | body-and-movement            | 1     | Svimmelhet
ibs         | head-and-gut                 | 2     | Senket
ibs         | safe-everyday                | 3     | Påvist
ibs         | calming-food                 | 6     | Listen
ibs         | more-exercises               | 0     |
"""
"""Every module with homework. What a library adds is about anybody, and what looks back at the end asks for nothing."""


def test_each_module_with_homework_says_what_to_look_for() -> None:
    by_hand = {
        (programme, module): (int(lines), begins) for programme, module, lines, begins in cells_of(LOOKED_FOR)[1:]
    }
    declared = {
        (programme.key, module.key): module.look_for
        for programme in everything_installed().all(Programme).values()
        for module in programme.modules
        if any(isinstance(step, Exercise) for step in module.steps)
    }
    assert declared.keys() == by_hand.keys()
    for place, (lines, begins) in by_hand.items():
        assert len(declared[place]) == lines, place
        assert not lines or declared[place][0].nb.startswith(begins), place
