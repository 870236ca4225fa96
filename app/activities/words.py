"""The words of the rules that go across fields, in Swedish and English."""

from app.catalogue.model import CODE
from app.kit import faults
from app.kit.language import Text
from app.vocabulary.periods import MONTH, TERTIAL, YEAR

RULES: dict[str, Text] = {
    "unknown-district": Text(
        "Det finns [no district] med den koden. {right}", "There is [no district] with that code. {right}"
    ),
    "district-not-then": Text(
        "[The district] fanns inte under perioden. {right}",
        "[The district] did not exist then. {right}",
    ),
    "code-not-then": Text(
        "Koden användes inte under perioden. {right}", "The code was not in use then. {right}"
    ),
    "in-the-future": Text("Perioden har inte börjat. {right}", "The period has not begun. {right}"),
    "before-the-start": Text("Perioden är för tidig. {right}", "The period is too early. {right}"),
    "nothing-of-it": Text(
        "[The city] hade inget sådant under perioden, så det finns inget att lämna.",
        "[The city] had none in the period, so that there is nothing to hand in.",
    ),
    "newer-catalogue": Text(
        "Tjänsten har inte den versionen än. {right}", "The service does not have that version yet. {right}"
    ),
    "combined-code": Text(
        "Koden {code} kan inte stå tillsammans med andra.", "The code {code} cannot stand beside others."
    ),
    "not-used-here": Text(
        "Uppgiften används inte i den här kommunen. {right}",
        "This municipality does not use the field. {right}",
    ),
    "needed-here": Text(
        "Uppgiften behövs i den här kommunen. {right}", "This municipality needs the field. {right}"
    ),
    "nobody-there": Text("Minst en deltagare behövs. {right}", "At least one participant is needed. {right}"),
    "missed-has-none": Text(
        "Ett uteblivet besök har inget sådant. {right}", "A missed visit has none. {right}"
    ),
    "held-needs": Text(
        "Ett genomfört besök behöver uppgiften. {right}", "A visit that was held needs it. {right}"
    ),
    "needed-when-missed": Text(
        "Ange varför besöket uteblev. {right}", "Say why the visit was missed. {right}"
    ),
    "held-is-not-missed": Text(
        "Ett genomfört besök är inte uteblivet. {right}", "A visit that was held was not missed. {right}"
    ),
    "language-without-need": Text(
        "Språk anges bara när ett annat språk behövdes. {right}",
        "A language is given only where another language was needed. {right}",
    ),
    "language-missing": Text(
        "Ett annat språk behövdes: ange vilket. {right}", "Another language was needed: say which. {right}"
    ),
    "language-is-common": Text(
        "Svenska och engelska är inte ett annat språk här. {right}",
        "Swedish and English are not another language here. {right}",
    ),
    "does-not-add-up": Text("Summan stämmer inte. {right}", "The sum is not right. {right}"),
    "more-than-the-whole": Text(
        "Delen är större än det hela. {right}", "The part is larger than the whole. {right}"
    ),
    "other-programmes-district": Text(
        "Programmet hör till [another district]. {right}",
        "The programme belongs to [another district]. {right}",
    ),
    "run-elsewhere": Text(
        "Programmet registreras inte här. {right}", "The programme is not registered here. {right}"
    ),
    "unknown-questionnaire": Text(
        "Formuläret finns inte för aktiviteten. {right}", "No such questionnaire here. {right}"
    ),
    "unknown-question": Text(
        "Frågan finns inte i formuläret. {right}", "The question is not in the questionnaire. {right}"
    ),
    "question-missing": Text("Frågan saknar svar. {right}", "The question has no answer. {right}"),
    "unknown-answer": Text("Svaret finns inte i frågan. {right}", "No such answer to the question. {right}"),
    "more-answers-than-people": Text(
        "Fler har svarat än som deltog. {right}", "More answered than took part. {right}"
    ),
    "row-twice": Text(
        "Samma sak står på två rader. Ange den en gång.", "The same thing is on two rows. Give it once."
    ),
}

faults.words(RULES)
faults.FORMS.update(
    {
        MONTH: Text("En månad skrivs som 2019-03.", "A month is written like 2019-03."),
        TERTIAL: Text("Ett tertial skrivs som 2019-T1.", "A tertial is written like 2019-T1."),
        YEAR: Text("Ett år skrivs som 2019.", "A year is written like 2019."),
        CODE: Text(
            "En kod har små bokstäver a-z, siffror och bindestreck.",
            "A code has small letters a-z, digits and hyphens.",
        ),
    }
)
