"""Notes that several tables carry."""

from app.kit.language import Text

MULTIPLE = Text(
    "Flera svar kan anges: andelarna kan tillsammans bli mer än 100 procent.",
    "More than one can be given: the shares need not add up to 100 per cent.",
)
NOT_UNIQUE = Text(
    "Antalet är inte unika personer: den som deltar flera gånger räknas varje gång.",
    "These are not unique persons: someone who takes part several times is counted each time.",
)
MIXED_QUESTIONNAIRES = Text(
    "Svaren kommer från flera versioner av frågorna. Dela upp på formulär (questionnaire) för att se dem "
    "var för sig.",
    "The answers come from several versions of the questions. Split by questionnaire to see each.",
)
STOCK = Text(
    "Uppgifterna gäller läget vid periodens slut och summeras inte över tid. En verksamhet som "
    "har upphört dessförinnan räknas inte med.",
    "The figures are the state at the end of the period and are not summed over time. A unit that had "
    "ended by then is not counted in.",
)
PAIRED = Text(
    "En andel ges bara där både del och helhet är kända för allt som räknas.",
    "A share is given only where both part and whole are known for all that is counted.",
)
HANDED_IN = Text(
    "Uppgifterna lämnas in av en samordnare. Där inget har lämnats in står inget tal, inte 0.",
    "The figures are handed in by a coordinator. Where nothing was handed in there is no number, not 0.",
)
