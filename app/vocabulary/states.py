"""Why a fact has no value. Not known is a value: never a blank, a zero or a "no"."""

NOT_KNOWN = "not-known"
"""Did not come up in the contact, or was not counted."""
NOT_ASKED = "not-asked"
"""The form that was used did not have the question yet."""
DOES_NOT_APPLY = "does-not-apply"
"""The question has no meaning here, such as the participants of a missed visit."""
KNOWN = "known"
"""A number is there. Used only in the state column beside a number."""

LATER = (NOT_KNOWN, NOT_ASKED)
"""States of a question that a form has got later; its default is "not asked", for records of older forms."""

NO_VALUE = (DOES_NOT_APPLY, NOT_ASKED)
"""What a field has where it cannot have a value: an older form said nothing of it there either."""

ABSENT = (NOT_KNOWN, NOT_ASKED, DOES_NOT_APPLY)
NUMBER_STATES = (KNOWN, *ABSENT)

NO_ANSWER = "no-answer"
"""A parent did not want to answer a question. Not a non-response of the session: they were asked."""
