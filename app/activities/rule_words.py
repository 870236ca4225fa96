"""What the patterns of a record's fields mean to people, in Swedish and English."""

from app.catalogue.model import CODE
from app.kit import faults
from app.kit.language import Text
from app.vocabulary.periods import MONTH, TERTIAL, YEAR

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
