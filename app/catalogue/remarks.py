"""What a catalogue that holds does not say, and what is left out for it: nothing is guessed from a code."""

from collections.abc import Iterator

from app.catalogue.model import Municipality
from app.vocabulary.meanings import MEANINGS


def remarks(data: Municipality) -> Iterator[str]:
    """A sentence for each meaning that no code carries, and for answers without a value or a face; none where
    everything can be told."""
    for name, meanings in MEANINGS.items():
        for code, meaning in meanings.items():
            if data.entries(name) and not data.meaning(name, code):
                yield (
                    f"lists.{name}: no entry is marked as {meaning.is_} (means: {code}): "
                    f"{meaning.for_}: left out"
                )
    for index, questionnaire in enumerate(data.questionnaires):
        for number, question in enumerate(questionnaire.questions):
            if all(answer.value is None for answer in question.answers):
                bare = [answer.code for answer in question.answers if answer.face is None]
                if bare:
                    where = f"questionnaires.{index}.questions.{number}"
                    yield (
                        f"{where}: {questionnaire.code}.{question.code}: no face for {', '.join(bare)}: "
                        "the tablet shows the words alone"
                    )
