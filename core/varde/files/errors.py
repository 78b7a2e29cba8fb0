"""What can go wrong with a file, each with its sentence."""

from __future__ import annotations

from varde.kernel.errors import BadInput, NotFound, Unavailable, VardeError
from varde.kernel.words import Text


class BadFile(BadInput):
    """A file that is not taken. Nothing of it is kept."""


class NotThatKind(BadFile):
    """What came is none of what is asked for, whatever its name says."""

    sentence = Text(
        "Filen er ikke {wanted}. Vi ser på innholdet, ikke på navnet.",
        "Fila er ikkje {wanted}. Vi ser på innhaldet, ikkje på namnet.",
        "The file is not {wanted}. We look at what is in it, not at its name.",
    )


class Heic(BadFile):
    """A picture that no browser shows."""

    sentence = Text(
        "Bildet er lagret som HEIC, og det kan vi ikke vise. Ta et skjermbilde av det, eller velg «mest kompatibel» i "
        "innstillingene for kameraet, og prøv igjen.",
        "Biletet er lagra som HEIC, og det kan vi ikkje vise. Ta eit skjermbilete av det, eller vel «mest kompatibel» i "
        "innstillingane for kameraet, og prøv igjen.",
        "The picture is kept as HEIC, which we cannot show. Take a screenshot of it, or choose “most compatible” in the settings "
        "of the camera, and try again.",
    )


class TooLargeFile(BadFile):
    """More bytes than are taken of this kind."""

    sentence = Text(
        "Filen er større enn {most} MB, og det er det meste vi kan ta imot her.",
        "Fila er større enn {most} MB, og det er det meste vi kan ta imot her.",
        "The file is larger than {most} MB, which is the most we can take here.",
    )


class EmptyFile(BadFile):
    """Not one byte."""

    sentence = Text("Filen er tom.", "Fila er tom.", "The file is empty.")


class DamagedPicture(BadFile):
    """It begins as a picture and cannot be read to its end."""

    sentence = Text(
        "Bildet kan ikke leses. Kanskje ble det avbrutt på veien; prøv igjen.",
        "Biletet kan ikkje lesast. Kanskje vart det avbrote på vegen; prøv igjen.",
        "The picture cannot be read. Perhaps it was cut off on its way; try again.",
    )


class TooManyPixels(BadFile):
    """More points than a telephone's camera takes, which is also how a small file fills a machine's memory."""

    sentence = Text(
        "Bildet har flere enn {most} millioner punkter, og så store bilder kan vi ikke ta imot.",
        "Biletet har fleire enn {most} millionar punkt, og så store bilete kan vi ikkje ta imot.",
        "The picture has more than {most} million points, and we cannot take pictures that large.",
    )


class TooLargeToScan(BadFile):
    """More than the scanner of this installation looks through, so that nobody can say whether it is clean."""

    sentence = Text(
        "Filen er større enn viruskontrollen kan se gjennom, og er ikke lagret. Send en mindre fil.",
        "Fila er større enn viruskontrollen kan sjå gjennom, og er ikkje lagra. Send ei mindre fil.",
        "The file is larger than the virus scanner can look through, and is not kept. Send a smaller one.",
    )


class Infected(BadFile):
    """The scanner has something against it."""

    sentence = Text(
        "Filen ble stoppet av viruskontrollen, og er ikke lagret.",
        "Fila vart stoppa av viruskontrollen, og er ikkje lagra.",
        "The file was stopped by the virus scanner, and is not kept.",
    )


class TooManyFiles(BadFile):
    """More in a day than anybody needs."""

    sentence = Text(
        "Det er lagt til {most} filer det siste døgnet, og det er det meste vi tar imot. Prøv igjen i morgen.",
        "Det er lagt til {most} filer det siste døgnet, og det er det meste vi tek imot. Prøv igjen i morgon.",
        "{most} files were added during the last day, which is the most we take. Try again tomorrow.",
    )


class NoSuchFile(NotFound):
    """It is gone, or this person may not know that it is there."""

    sentence = Text("Vi finner ikke denne filen.", "Vi finn ikkje denne fila.", "We cannot find this file.")


class GoneBefore(BadFile):
    """A form speaks of a file that is there no more, or never was in this enrolment."""

    sentence = Text(
        "Filen ble ikke brukt i tide og er borte. Legg den til på nytt.",
        "Fila vart ikkje brukt i tide og er borte. Legg ho til på nytt.",
        "The file was not used in time and is gone. Add it again.",
    )


class NoFilesHere(Unavailable):
    """This installation has nowhere to keep files."""

    sentence = Text("Her kan vi ikke ta imot filer.", "Her kan vi ikkje ta imot filer.", "We cannot take files here.")


class NoRoom(Unavailable):
    """The disk is full."""

    sentence = Text(
        "Vi har ikke plass til filen akkurat nå, og ingenting av den er lagret. Prøv igjen senere.",
        "Vi har ikkje plass til fila akkurat no, og ingenting av ho er lagra. Prøv igjen seinare.",
        "We have no room for the file just now, and nothing of it is kept. Try again later.",
    )


class StoreDown(Unavailable):
    """Where the files are does not answer."""

    sentence = Text(
        "Vi når ikke lageret for filer akkurat nå. Prøv igjen om litt.",
        "Vi når ikkje lageret for filer akkurat no. Prøv igjen om litt.",
        "We cannot reach the store of files just now. Try again shortly.",
    )


class ScannerDown(Unavailable):
    """The scanner gave no answer, and what is not looked at is not kept."""

    sentence = Text(
        "Vi får ikke kontrollert filen for virus akkurat nå, og den er ikke lagret. Prøv igjen om litt.",
        "Vi får ikkje kontrollert fila for virus akkurat no, og ho er ikkje lagra. Prøv igjen om litt.",
        "We cannot check the file for viruses just now, and it is not kept. Try again shortly.",
    )


class DamagedFile(VardeError):
    """What is in the store is not what was put there."""

    sentence = Text(
        "Filen er skadet og kan ikke vises.",
        "Fila er skadd og kan ikkje visast.",
        "The file is damaged and cannot be shown.",
    )
